;; Divides by zero.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: an integer was divided by zero
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (i32.div_u (i32.const 1) (i32.const 0))) (i64.const 0x1000000010)))
