(module
  (func $f (param f32 f32 i32) (result f32) (select (local.get 0) (local.get 1) (local.get 2))))
