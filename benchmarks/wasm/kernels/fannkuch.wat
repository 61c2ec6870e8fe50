;; Fannkuch with nine elements: permutations in memory, reversed again and again.
;; Words at 0: the permutation; at 64: its working copy; at 128: counters.
(module
  (memory 1)
  (func $fannkuch (param $n i32) (result i32)
    (local $i i32) (local $j i32) (local $k i32) (local $r i32) (local $flips i32) (local $max i32)
    (local $first i32) (local $last i32) (local $sign i32) (local $checksum i32)
    (local.set $sign (i32.const 1))
    (local.set $r (local.get $n))
    (loop $fill
      (i32.store (i32.shl (local.get $i) (i32.const 2)) (local.get $i))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (loop $permutations
      (block $counted
        (loop $count
          (br_if $counted (i32.eq (local.get $r) (i32.const 1)))
          (i32.store offset=124 (i32.shl (local.get $r) (i32.const 2)) (local.get $r))
          (local.set $r (i32.sub (local.get $r) (i32.const 1)))
          (br $count)))
      (local.set $i (i32.const 0))
      (loop $copy
        (i32.store offset=64 (i32.shl (local.get $i) (i32.const 2)) (i32.load (i32.shl (local.get $i) (i32.const 2))))
        (br_if $copy (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
      (local.set $flips (i32.const 0))
      (block $flipped
        (loop $flip
          (br_if $flipped (i32.eqz (local.tee $k (i32.load offset=64 (i32.const 0)))))
          (local.set $i (i32.const 64))
          (local.set $j (i32.add (i32.const 64) (i32.shl (local.get $k) (i32.const 2))))
          (loop $reverse
            (local.set $first (i32.load (local.get $i)))
            (local.set $last (i32.load (local.get $j)))
            (i32.store (local.get $i) (local.get $last))
            (i32.store (local.get $j) (local.get $first))
            (local.set $i (i32.add (local.get $i) (i32.const 4)))
            (local.set $j (i32.sub (local.get $j) (i32.const 4)))
            (br_if $reverse (i32.lt_u (local.get $i) (local.get $j))))
          (local.set $flips (i32.add (local.get $flips) (i32.const 1)))
          (br $flip)))
      (if (i32.gt_s (local.get $flips) (local.get $max)) (then (local.set $max (local.get $flips))))
      (local.set $checksum (i32.add (local.get $checksum) (i32.mul (local.get $sign) (local.get $flips))))
      (local.set $sign (i32.sub (i32.const 0) (local.get $sign)))
      (loop $rotate
        (if (i32.eq (local.get $r) (local.get $n))
          (then (return (i32.add (i32.mul (local.get $checksum) (i32.const 100)) (local.get $max)))))
        (local.set $first (i32.load (i32.const 0)))
        (local.set $i (i32.const 0))
        (loop $shift
          (i32.store (i32.shl (local.get $i) (i32.const 2))
            (i32.load offset=4 (i32.shl (local.get $i) (i32.const 2))))
          (br_if $shift (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $r))))
        (i32.store (i32.shl (local.get $r) (i32.const 2)) (local.get $first))
        (i32.store offset=128 (i32.shl (local.get $r) (i32.const 2))
          (local.tee $k (i32.sub (i32.load offset=128 (i32.shl (local.get $r) (i32.const 2))) (i32.const 1))))
        (br_if $permutations (i32.gt_s (local.get $k) (i32.const 0)))
        (local.set $r (i32.add (local.get $r) (i32.const 1)))
        (br $rotate)))
    (unreachable))

  (func (export "run") (result i64)
    (i64.extend_i32_s (call $fannkuch (i32.const 9)))))
