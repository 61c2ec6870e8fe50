;; 1,000,000 calls through a table with eight targets in turn.
(module
  (type $binary (func (param i32 i32) (result i32)))
  (table funcref (elem $add $sub $xor $rotate $double $negate $shift $or))
  (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $sub (type $binary) (i32.sub (local.get 0) (local.get 1)))
  (func $xor (type $binary) (i32.xor (local.get 0) (local.get 1)))
  (func $rotate (type $binary) (i32.rotl (local.get 0) (local.get 1)))
  (func $double (type $binary) (i32.shl (local.get 0) (i32.const 1)))
  (func $negate (type $binary) (i32.sub (i32.const 0) (local.get 0)))
  (func $shift (type $binary) (i32.shr_u (local.get 0) (i32.const 3)))
  (func $or (type $binary) (i32.or (local.get 0) (local.get 1)))

  (func $calls (param $n i32) (result i32)
    (local $x i32)
    (loop $next
      (local.set $x
        (call_indirect (type $binary) (local.get $x) (local.get $n) (i32.and (local.get $n) (i32.const 7))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))

  (func (export "run") (result i64)
    (i64.extend_i32_u (call $calls (i32.const 1000000)))))
