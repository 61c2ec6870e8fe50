;; A million steps of z = z z + c for two numbers, one after the other: f64 in locals.
(module
  (func $steps (param $c f64) (param $n i32) (result f64)
    (local $z f64) (local $w f64)
    (loop $next
      (local.set $z (f64.add (f64.mul (local.get $z) (local.get $z)) (local.get $c)))
      (local.set $w (f64.add (f64.mul (local.get $w) (local.get $w)) (f64.mul (local.get $c) (f64.const 0.5))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (f64.add (local.get $z) (local.get $w)))
  (func (export "run") (result i64)
    (i64.reinterpret_f64 (call $steps (f64.const -0.7) (i32.const 1000000)))))
