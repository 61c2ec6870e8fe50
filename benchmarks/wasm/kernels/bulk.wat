;; memory.copy of overlapping 64 KiB and memory.fill, 300 times.
(module
  (memory 16)
  (func (export "run") (result i64)
    (local $n i32)
    (local.set $n (i32.const 300))
    (loop $next
      (i32.store (i32.const 100) (local.get $n))
      (memory.copy (i32.const 4096) (i32.const 0) (i32.const 65536))
      (memory.copy (i32.const 0) (i32.const 4000) (i32.const 65536))
      (memory.fill (i32.const 131072) (local.get $n) (i32.const 65536))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i64.add (i64.load (i32.const 196)) (i64.load (i32.const 131072)))))
