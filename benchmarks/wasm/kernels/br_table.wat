;; A byte-code interpreter: a stack machine in memory, dispatch by br_table, a program that adds 1 to 200,000.
(module
  (memory 1)
  ;; 0 literal (1 byte), 1 load (slot), 2 store (slot), 3 add, 4 subtract, 5 xor, 6 jump back if not zero (distance), 7 end
  (data (i32.const 0)
    "\01\00\01\01\03\02\01"         ;; sum = count + sum
    "\01\01\00\03\05\02\01"         ;; sum = sum ^ 3
    "\01\00\00\01\04\02\00"         ;; count = count - 1
    "\01\00\06\17\07")              ;; while (count != 0)
  (func $interpret (param $count i32) (result i32)
    (local $pc i32) (local $sp i32) (local $at i32)
    (local.set $sp (i32.const 4096))
    (i32.store offset=1024 (i32.const 0) (local.get $count))
    (i32.store offset=1028 (i32.const 0) (i32.const 0))
    (loop $next
      (local.set $at (local.get $pc))
      (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
      (block $end
        (block $jump
          (block $xor
            (block $subtract
              (block $add
                (block $store
                  (block $load
                    (block $literal
                      (br_table $literal $load $store $add $subtract $xor $jump $end
                        (i32.load8_u (local.get $at))))
                    ;; literal
                    (i32.store (local.get $sp) (i32.load8_u (local.get $pc)))
                    (local.set $sp (i32.add (local.get $sp) (i32.const 4)))
                    (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
                    (br $next))
                  ;; load
                  (i32.store (local.get $sp)
                    (i32.load offset=1024 (i32.shl (i32.load8_u (local.get $pc)) (i32.const 2))))
                  (local.set $sp (i32.add (local.get $sp) (i32.const 4)))
                  (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
                  (br $next))
                ;; store
                (local.set $sp (i32.sub (local.get $sp) (i32.const 4)))
                (i32.store offset=1024 (i32.shl (i32.load8_u (local.get $pc)) (i32.const 2))
                  (i32.load (local.get $sp)))
                (local.set $pc (i32.add (local.get $pc) (i32.const 1)))
                (br $next))
              ;; add
              (local.set $sp (i32.sub (local.get $sp) (i32.const 4)))
              (i32.store (i32.sub (local.get $sp) (i32.const 4))
                (i32.add (i32.load (i32.sub (local.get $sp) (i32.const 4))) (i32.load (local.get $sp))))
              (br $next))
            ;; subtract
            (local.set $sp (i32.sub (local.get $sp) (i32.const 4)))
            (i32.store (i32.sub (local.get $sp) (i32.const 4))
              (i32.sub (i32.load (i32.sub (local.get $sp) (i32.const 4))) (i32.load (local.get $sp))))
            (br $next))
          ;; xor
          (local.set $sp (i32.sub (local.get $sp) (i32.const 4)))
          (i32.store (i32.sub (local.get $sp) (i32.const 4))
            (i32.xor (i32.load (i32.sub (local.get $sp) (i32.const 4))) (i32.load (local.get $sp))))
          (br $next))
        ;; jump
        (local.set $sp (i32.sub (local.get $sp) (i32.const 4)))
        (local.set $pc
          (select
            (i32.sub (local.get $at) (i32.load8_u (local.get $pc)))
            (i32.add (local.get $pc) (i32.const 1))
            (i32.load (local.get $sp))))
        (br $next)))
    (i32.load offset=1028 (i32.const 0)))

  (func (export "run") (result i64)
    (i64.extend_i32_u (call $interpret (i32.const 200000)))))
