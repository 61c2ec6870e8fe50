;; What lies below a loop is not on the JVM's stack while it runs; a branch out of it brings it back.
(module
  (func $f (param i32) (result i32)
    (i32.add
      (local.get 0)
      (block (result i32)
        (i32.mul
          (i32.const 3)
          (loop (result i32)
            (drop (br_if 1 (i32.const 7) (i32.eqz (local.get 0))))
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br_if 0 (local.get 0))
            (i32.const 5)))))))
