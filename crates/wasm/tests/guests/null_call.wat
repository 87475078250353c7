;; Calls a null function pointer.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: a null function pointer was called
(module
  (memory (export "memory") 1)
  (table 1 funcref) (type $t (func))
  (func (export "evaluate") (param i32 i32) (result i64)
    (call_indirect (type $t) (i32.const 0)) (i64.const 0x1000000010)))
