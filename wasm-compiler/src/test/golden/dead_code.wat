(module
  (func $f (result i32) (return (i32.const 1)) (drop (i32.const 2)) (i32.const 3)))
