(module
  (func $f (param f64) (result i64) (i64.trunc_sat_f64_u (local.get 0))))
