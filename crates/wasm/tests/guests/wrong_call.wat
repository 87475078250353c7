;; Calls a function pointer of another type.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: a function pointer was called with another type
(module
  (memory (export "memory") 1)
  (table 1 funcref) (type $t (func (param f64))) (func $f) (elem (i32.const 0) $f)
  (func (export "evaluate") (param i32 i32) (result i64)
    (call_indirect (type $t) (f64.const 0) (i32.const 0)) (i64.const 0x1000000010)))
