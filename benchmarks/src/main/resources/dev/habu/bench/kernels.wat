;; Small programs for KernelBenchmark, each a loop over what its name says. All take the size of the work and return a
;; value that depends on all of it.
(module
  (memory 64)
  (table funcref (elem $add $sub $xor $rotate $double $negate $shift $or))
  (type $binary (func (param i32 i32) (result i32)))

  ;; Direct recursive calls.
  (func $fib (export "calls") (param $n i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call $fib (i32.sub (local.get $n) (i32.const 1)))
          (call $fib (i32.sub (local.get $n) (i32.const 2)))))))

  ;; Byte loads and stores: counts the primes below n.
  (func (export "memory") (param $n i32) (result i32)
    (local $i i32) (local $j i32) (local $count i32)
    (memory.fill (i32.const 0) (i32.const 1) (local.get $n))
    (local.set $i (i32.const 2))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (if (i32.load8_u (local.get $i))
          (then
            (local.set $count (i32.add (local.get $count) (i32.const 1)))
            (local.set $j (i32.shl (local.get $i) (i32.const 1)))
            (block $crossed
              (loop $cross
                (br_if $crossed (i32.ge_u (local.get $j) (local.get $n)))
                (i32.store8 (local.get $j) (i32.const 0))
                (local.set $j (i32.add (local.get $j) (local.get $i)))
                (br $cross)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (local.get $count))

  ;; Floating point over memory: the product of two n by n matrices, summed.
  (func (export "matrix") (param $n i32) (result f64)
    (local $i i32) (local $j i32) (local $k i32) (local $cell f64) (local $sum f64) (local $size i32)
    (local.set $size (i32.mul (local.get $n) (local.get $n)))
    (loop $fill
      (f64.store (i32.shl (local.get $i) (i32.const 3))
        (f64.div (f64.convert_i32_s (local.get $i)) (f64.const 7)))
      (f64.store offset=1048576 (i32.shl (local.get $i) (i32.const 3))
        (f64.sub (f64.const 3) (f64.convert_i32_s (local.get $i))))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $size))))
    (local.set $i (i32.const 0))
    (loop $row
      (local.set $j (i32.const 0))
      (loop $column
        (local.set $k (i32.const 0))
        (local.set $cell (f64.const 0))
        (loop $dot
          (local.set $cell
            (f64.add (local.get $cell)
              (f64.mul
                (f64.load (i32.shl (i32.add (i32.mul (local.get $i) (local.get $n)) (local.get $k)) (i32.const 3)))
                (f64.load offset=1048576
                  (i32.shl (i32.add (i32.mul (local.get $k) (local.get $n)) (local.get $j)) (i32.const 3))))))
          (br_if $dot (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $n))))
        (local.set $sum (f64.add (local.get $sum) (local.get $cell)))
        (br_if $column (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
      (br_if $row (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $sum))

  ;; 64-bit arithmetic: a generator of pseudo-random numbers.
  (func (export "integers") (param $n i32) (result i64)
    (local $x i64) (local $sum i64)
    (local.set $x (i64.const 0x9E3779B97F4A7C15))
    (loop $next
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
      (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
      (local.set $sum (i64.add (i64.rotl (local.get $sum) (i64.const 5)) (i64.mul (local.get $x) (i64.const 0x2545F4914F6CDD1D))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  ;; A br_table as interpreters have it.
  (func (export "branches") (param $n i32) (result i32)
    (local $state i32)
    (loop $next
      (block $default
        (block $case3
          (block $case2
            (block $case1
              (block $case0
                (br_table $case0 $case1 $case2 $case3 $default (i32.and (local.get $state) (i32.const 7))))
              (local.set $state (i32.add (local.get $state) (i32.const 5)))
              (br $default))
            (local.set $state (i32.xor (i32.shl (local.get $state) (i32.const 1)) (i32.const 13)))
            (br $default))
          (local.set $state (i32.sub (local.get $state) (local.get $n)))
          (br $default))
        (local.set $state (i32.rotl (local.get $state) (i32.const 3))))
      (local.set $state (i32.add (local.get $state) (i32.const 1)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $state))

  (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $sub (type $binary) (i32.sub (local.get 0) (local.get 1)))
  (func $xor (type $binary) (i32.xor (local.get 0) (local.get 1)))
  (func $rotate (type $binary) (i32.rotl (local.get 0) (local.get 1)))
  (func $double (type $binary) (i32.shl (local.get 0) (i32.const 1)))
  (func $negate (type $binary) (i32.sub (i32.const 0) (local.get 0)))
  (func $shift (type $binary) (i32.shr_u (local.get 0) (i32.const 3)))
  (func $or (type $binary) (i32.or (local.get 0) (local.get 1)))

  ;; Indirect calls with eight targets.
  (func (export "indirect") (param $n i32) (result i32)
    (local $x i32)
    (loop $next
      (local.set $x
        (call_indirect (type $binary) (local.get $x) (local.get $n) (i32.and (local.get $n) (i32.const 7))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))

  ;; Bulk copies that overlap.
  (func (export "copies") (param $n i32) (result i32)
    (loop $next
      (i32.store (i32.const 100) (local.get $n))
      (memory.copy (i32.const 4096) (i32.const 0) (i32.const 65536))
      (memory.copy (i32.const 0) (i32.const 4000) (i32.const 65536))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32.load (i32.const 196))))
