;; 64-bit shifts, rotations and products: 3,000,000 numbers of a pseudo-random generator, mixed.
(module
  (func $mix (param $x i64) (param $n i32) (result i64)
    (local $sum i64)
    (loop $next
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
      (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
      (local.set $sum
        (i64.add
          (i64.rotl (local.get $sum) (i64.const 5))
          (i64.mul (local.get $x) (i64.const 0x2545F4914F6CDD1D))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  (func (export "run") (result i64)
    (call $mix (i64.const 0x9E3779B97F4A7C15) (i32.const 3000000))))
