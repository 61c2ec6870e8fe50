(module
  (func $g) (func $f (try (do (call $g)) (catch_all (rethrow 0)))))
