;; 1,000,000 calls of a function of the embedder.
(module
  (import "env" "host" (func $host (param i32) (result i32)))
  (func $calls (param $n i32) (result i32)
    (local $x i32)
    (loop $next
      (local.set $x (i32.add (call $host (local.get $x)) (local.get $n)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))
  (func (export "run") (result i64)
    (i64.extend_i32_u (call $calls (i32.const 1000000)))))
