;; Counts a byte in 1 MB of text, one by one.
(module
  (memory 20)
  (func $count (param $at i32) (param $end i32) (param $byte i32) (result i32)
    (local $found i32)
    (loop $next
      (local.set $found
        (i32.add (local.get $found) (i32.eq (i32.load8_u (local.get $at)) (local.get $byte))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
    (local.get $found))
  (func $write
    (local $i i32)
    (loop $next
      (i32.store8 offset=65536 (local.get $i) (i32.rem_u (i32.mul (local.get $i) (i32.const 40503)) (i32.const 61)))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1048576)))))
  (start $write)
  (func (export "run") (result i64)
    (i64.extend_i32_u (call $count (i32.const 65536) (i32.const 1114112) (i32.const 17)))))
