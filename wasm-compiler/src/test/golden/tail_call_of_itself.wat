(module
  (func $f (param i32 i64) (result i64) (if (i32.eqz (local.get 0)) (then (return (local.get 1)))) (return_call $f (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 1)))))
