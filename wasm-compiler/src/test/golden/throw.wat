(module
  (tag $e (param i32 i64)) (func $f (param i64) (throw $e (i32.const 1) (local.get 0))))
