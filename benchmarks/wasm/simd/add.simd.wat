;; Adds 65,536 numbers of 32 bits to others, 20 times, four at once.
(module
  (memory 16)
  (func $add (param $x i32) (param $y i32) (param $bytes i32)
    (local $i i32)
    (loop $next
      (v128.store (i32.add (local.get $y) (local.get $i))
        (i32x4.add
          (v128.load (i32.add (local.get $x) (local.get $i)))
          (v128.load (i32.add (local.get $y) (local.get $i)))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $bytes)))))
  (func (export "run") (result i64)
    (local $n i32) (local $i i32)
    (loop $fill
      (i32.store (local.get $i) (i32.mul (local.get $i) (i32.const 40503)))
      (i32.store offset=262144 (local.get $i) (i32.const 3))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 262144))))
    (local.set $n (i32.const 20))
    (loop $next
      (call $add (i32.const 0) (i32.const 262144) (i32.const 262144))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i64.xor (i64.load (i32.const 262200)) (i64.load (i32.const 500000)))))
