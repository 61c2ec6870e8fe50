(module
  (func $g (result i32 i64) (i32.const 1) (i64.const 2)) (func $f (result i64) (local i32) (call $g) (drop) (local.set 0) (i64.extend_i32_u (local.get 0))))
