(module
  (type $t (func (param i32) (result i32))) (table 1 funcref) (func $f (param i32) (result i32) (call_indirect (type $t) (i32.const 5) (local.get 0))))
