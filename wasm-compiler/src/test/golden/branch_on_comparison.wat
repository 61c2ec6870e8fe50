(module
  (func $f (param i32) (result i32) (block (br_if 0 (i32.eqz (local.get 0))) (return (i32.const 1))) (i32.const 2)))
