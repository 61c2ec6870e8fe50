(module
  (tag $e (param i32)) (func $g) (func $f (result i32) (try (result i32) (do (call $g) (i32.const 0)) (catch $e) (catch_all (i32.const -1)))))
