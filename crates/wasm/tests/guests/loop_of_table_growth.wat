;; Grows and fills its table for ever.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (table $t 1 funcref)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (drop (table.grow $t (ref.null func) (i32.const 64))) (table.fill $t (i32.const 0) (ref.null func) (table.size $t)) (br $again)) (i64.const 0x1000000010)))
