(module
  (table $t 1 externref) (func $f (param i32 externref) (result externref) (table.set $t (i32.const 0) (local.get 1)) (table.get $t (local.get 0))))
