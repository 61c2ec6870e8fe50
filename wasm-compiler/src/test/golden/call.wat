(module
  (func $g (param i32 f64) (result f64) (local.get 1)) (func $f (param i32) (result f64) (call $g (local.get 0) (f64.const 1))))
