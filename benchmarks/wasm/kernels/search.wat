;; Counts a word of six letters in 1 MB of text: byte loads, compared with those of the word.
(module
  (memory 20)
  (data (i32.const 0) "serpent")
  (func $count (param $text i32) (param $end i32) (param $word i32) (param $length i32) (result i32)
    (local $k i32) (local $found i32)
    (loop $next
      (local.set $k (i32.const 0))
      (block $differs
        (loop $letter
          (br_if $differs
            (i32.ne
              (i32.load8_u (i32.add (local.get $text) (local.get $k)))
              (i32.load8_u (i32.add (local.get $word) (local.get $k)))))
          (br_if $letter
            (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $length))))
        (local.set $found (i32.add (local.get $found) (i32.const 1))))
      (br_if $next (i32.lt_u (local.tee $text (i32.add (local.get $text) (i32.const 1))) (local.get $end))))
    (local.get $found))

  ;; Text of the letters of the word, so that its beginnings are frequent.
  (func $write
    (local $i i32) (local $seed i32)
    (local.set $seed (i32.const 42))
    (loop $next
      (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1103515245)) (i32.const 12345)))
      (i32.store8 offset=65536 (local.get $i)
        (i32.load8_u (i32.rem_u (i32.shr_u (local.get $seed) (i32.const 16)) (i32.const 6))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1048576)))))
  (start $write)

  (func (export "run") (result i64)
    (i64.extend_i32_u
      (call $count (i32.const 65536) (i32.const 1114000) (i32.const 0) (i32.const 6)))))
