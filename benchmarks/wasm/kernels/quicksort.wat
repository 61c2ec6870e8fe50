;; Sorts 60,000 numbers: recursion, i32 loads and stores.
(module
  (memory 16)
  (func $sort (param $low i32) (param $high i32)
    (local $i i32) (local $j i32) (local $pivot i32) (local $a i32) (local $b i32)
    (if (i32.ge_s (local.get $low) (local.get $high)) (then (return)))
    (local.set $i (local.get $low))
    (local.set $j (local.get $high))
    (local.set $pivot
      (i32.load (i32.and (i32.shr_u (i32.add (local.get $low) (local.get $high)) (i32.const 1)) (i32.const -4))))
    (block $parted
      (loop $part
        (block $left
          (loop $up
            (br_if $left (i32.ge_s (local.tee $a (i32.load (local.get $i))) (local.get $pivot)))
            (local.set $i (i32.add (local.get $i) (i32.const 4)))
            (br $up)))
        (block $right
          (loop $down
            (br_if $right (i32.le_s (local.tee $b (i32.load (local.get $j))) (local.get $pivot)))
            (local.set $j (i32.sub (local.get $j) (i32.const 4)))
            (br $down)))
        (br_if $parted (i32.gt_s (local.get $i) (local.get $j)))
        (i32.store (local.get $i) (local.get $b))
        (i32.store (local.get $j) (local.get $a))
        (local.set $i (i32.add (local.get $i) (i32.const 4)))
        (local.set $j (i32.sub (local.get $j) (i32.const 4)))
        (br_if $part (i32.le_s (local.get $i) (local.get $j)))))
    (call $sort (local.get $low) (local.get $j))
    (call $sort (local.get $i) (local.get $high)))

  (func (export "run") (result i64)
    (local $i i32) (local $seed i32) (local $sum i64)
    (local.set $seed (i32.const 1))
    (loop $fill
      (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
      (i32.store offset=1024 (local.get $i) (local.get $seed))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 240000))))
    (call $sort (i32.const 1024) (i32.const 241020))
    (local.set $i (i32.const 0))
    (loop $add
      (local.set $sum
        (i64.add (i64.mul (local.get $sum) (i64.const 31)) (i64.load32_s offset=1024 (local.get $i))))
      (br_if $add (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 240000))))
    (local.get $sum)))
