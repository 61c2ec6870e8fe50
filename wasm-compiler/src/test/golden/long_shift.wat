(module
  (func $f (param i64 i64) (result i64) (i64.rotl (i64.shl (local.get 0) (local.get 1)) (i64.const 7))))
