(module
  (memory 1) (func $f (param i32 i64) (i64.store offset=8 (local.get 0) (i64.add (i64.load32_u (local.get 0)) (local.get 1)))))
