(module
  (memory 1) (func $f (param i32) (result i32) (drop (memory.grow (local.get 0))) (memory.size)))
