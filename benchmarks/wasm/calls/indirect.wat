;; fib(27) by recursion through a table: 832,039 indirect calls with one target.
(module
  (type $fib (func (param i32) (result i32)))
  (table funcref (elem $fib))
  (func $fib (type $fib) (param $n i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call_indirect (type $fib) (i32.sub (local.get $n) (i32.const 1)) (i32.const 0))
          (call_indirect (type $fib) (i32.sub (local.get $n) (i32.const 2)) (i32.const 0))))))
  (func (export "run") (result i64)
    (i64.extend_i32_u (call $fib (i32.const 27)))))
