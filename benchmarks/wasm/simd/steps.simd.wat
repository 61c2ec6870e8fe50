;; A million steps of z = z z + c for two numbers at once: f64x2 in a local.
(module
  (func $steps (param $c f64) (param $n i32) (result f64)
    (local $z v128) (local $cc v128)
    (local.set $cc (f64x2.mul (f64x2.splat (local.get $c)) (v128.const f64x2 1 0.5)))
    (loop $next
      (local.set $z (f64x2.add (f64x2.mul (local.get $z) (local.get $z)) (local.get $cc)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (f64.add (f64x2.extract_lane 0 (local.get $z)) (f64x2.extract_lane 1 (local.get $z))))
  (func (export "run") (result i64)
    (i64.reinterpret_f64 (call $steps (f64.const -0.7) (i32.const 1000000)))))
