(module
  (elem declare func $f) (func $f (param externref) (result i32) (drop (ref.func $f)) (ref.is_null (local.get 0))))
