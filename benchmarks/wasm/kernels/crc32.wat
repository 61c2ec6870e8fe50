;; CRC-32 of 1 MB by a table of 256 words.
(module
  (memory 20)
  (func $prepare
    (local $i i32) (local $k i32) (local $c i32)
    (loop $next
      (local.set $c (local.get $i))
      (local.set $k (i32.const 8))
      (loop $bit
        (local.set $c
          (select
            (i32.xor (i32.shr_u (local.get $c) (i32.const 1)) (i32.const 0xEDB88320))
            (i32.shr_u (local.get $c) (i32.const 1))
            (i32.and (local.get $c) (i32.const 1))))
        (br_if $bit (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
      (i32.store (i32.shl (local.get $i) (i32.const 2)) (local.get $c))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 256))))
    (local.set $i (i32.const 0))
    (loop $fill
      (i32.store8 offset=65536 (local.get $i) (i32.mul (local.get $i) (i32.const 167)))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1048576)))))
  (start $prepare)

  (func $crc (param $at i32) (param $length i32) (result i32)
    (local $c i32) (local $end i32)
    (local.set $c (i32.const -1))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (loop $next
      (local.set $c
        (i32.xor
          (i32.load
            (i32.shl
              (i32.and (i32.xor (local.get $c) (i32.load8_u (local.get $at))) (i32.const 255))
              (i32.const 2)))
          (i32.shr_u (local.get $c) (i32.const 8))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
    (i32.xor (local.get $c) (i32.const -1)))

  (func (export "run") (result i64)
    (i64.extend_i32_u (call $crc (i32.const 65536) (i32.const 1048576)))))
