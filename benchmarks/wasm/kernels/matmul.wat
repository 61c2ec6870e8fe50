;; The product of two 150 by 150 matrices of f64, as a compiler lays out C: addresses in locals, constant offsets.
(module
  (memory 64)
  (func $multiply (param $a i32) (param $b i32) (param $c i32) (param $n i32)
    (local $i i32) (local $j i32) (local $k i32) (local $pa i32) (local $pb i32) (local $row i32) (local $cell f64)
    (local.set $row (i32.shl (local.get $n) (i32.const 3)))
    (loop $rows
      (local.set $j (i32.const 0))
      (loop $columns
        (local.set $k (i32.const 0))
        (local.set $cell (f64.const 0))
        (local.set $pa (i32.add (local.get $a) (i32.mul (local.get $i) (local.get $row))))
        (local.set $pb (i32.add (local.get $b) (i32.shl (local.get $j) (i32.const 3))))
        (loop $dot
          (local.set $cell
            (f64.add (local.get $cell) (f64.mul (f64.load (local.get $pa)) (f64.load (local.get $pb)))))
          (local.set $pa (i32.add (local.get $pa) (i32.const 8)))
          (local.set $pb (i32.add (local.get $pb) (local.get $row)))
          (br_if $dot (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $n))))
        (f64.store
          (i32.add (local.get $c)
            (i32.add (i32.mul (local.get $i) (local.get $row)) (i32.shl (local.get $j) (i32.const 3))))
          (local.get $cell))
        (br_if $columns (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
      (br_if $rows (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))))

  (func (export "run") (result i64)
    (local $i i32) (local $sum f64)
    (loop $fill
      (f64.store (i32.shl (local.get $i) (i32.const 3)) (f64.div (f64.convert_i32_s (local.get $i)) (f64.const 7)))
      (f64.store offset=1048576 (i32.shl (local.get $i) (i32.const 3))
        (f64.sub (f64.const 3) (f64.convert_i32_s (local.get $i))))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 22500))))
    (call $multiply (i32.const 0) (i32.const 1048576) (i32.const 2097152) (i32.const 150))
    (local.set $i (i32.const 0))
    (loop $add
      (local.set $sum (f64.add (local.get $sum) (f64.load offset=2097152 (i32.shl (local.get $i) (i32.const 3)))))
      (br_if $add (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 22500))))
    (i64.reinterpret_f64 (local.get $sum))))
