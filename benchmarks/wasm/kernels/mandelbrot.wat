;; Points of the Mandelbrot set, 160 by 160, at most 100 steps each: f64 arithmetic in locals.
(module
  (func $steps (param $cr f64) (param $ci f64) (result i32)
    (local $zr f64) (local $zi f64) (local $rr f64) (local $ii f64) (local $n i32)
    (block $out
      (loop $next
        (local.set $rr (f64.mul (local.get $zr) (local.get $zr)))
        (local.set $ii (f64.mul (local.get $zi) (local.get $zi)))
        (br_if $out (f64.gt (f64.add (local.get $rr) (local.get $ii)) (f64.const 4)))
        (local.set $zi
          (f64.add (f64.mul (f64.mul (f64.const 2) (local.get $zr)) (local.get $zi)) (local.get $ci)))
        (local.set $zr (f64.add (f64.sub (local.get $rr) (local.get $ii)) (local.get $cr)))
        (br_if $next (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 100)))))
    (local.get $n))

  (func (export "run") (result i64)
    (local $x i32) (local $y i32) (local $sum i32)
    (loop $row
      (local.set $x (i32.const 0))
      (loop $column
        (local.set $sum
          (i32.add (local.get $sum)
            (call $steps
              (f64.sub (f64.div (f64.convert_i32_u (local.get $x)) (f64.const 64)) (f64.const 1.75))
              (f64.sub (f64.div (f64.convert_i32_u (local.get $y)) (f64.const 64)) (f64.const 1.25)))))
        (br_if $column (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 1))) (i32.const 160))))
      (br_if $row (i32.lt_u (local.tee $y (i32.add (local.get $y) (i32.const 1))) (i32.const 160))))
    (i64.extend_i32_u (local.get $sum))))
