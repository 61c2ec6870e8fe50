;; Copies 256 KiB forty times, eight bytes at a time.
(module
  (memory 16)
  (func $copy (param $to i32) (param $from i32) (param $bytes i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $from) (local.get $bytes)))
    (loop $next
      (i64.store (local.get $to) (i64.load (local.get $from)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 8))) (local.get $end)))))

  (func (export "run") (result i64)
    (local $n i32)
    (local.set $n (i32.const 40))
    (loop $next
      (i32.store (i32.const 65600) (local.get $n))
      (call $copy (i32.const 524288) (i32.const 65536) (i32.const 262144))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i64.load (i32.const 524352))))
