(module
  (global $a (mut i32) (i32.const 1)) (global $b i64 (i64.const 5)) (global $c (export "c") (mut f64) (f64.const 0)) (func $f (result i64) (global.set $a (i32.const 2)) (global.set $c (f64.const 3)) (i64.add (global.get $b) (i64.extend_i32_s (global.get $a)))))
