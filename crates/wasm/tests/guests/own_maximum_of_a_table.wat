;; Grows its table beyond its own maximum, which is below every limit, and then gives up.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `unreachable` was executed (a panic or an abort)
(module
  (memory (export "memory") 2)
  (table $t 1 1 funcref)
  (func (export "allocate") (param i32) (result i32) (i32.const 65536))
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (table.grow $t (ref.null func) (i32.const 10000000)))
    unreachable))
