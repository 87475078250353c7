;; Grows its memory beyond its own maximum, which is below every limit, and then gives up.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `unreachable` was executed (a panic or an abort)
(module
  (memory (export "memory") 2 2)
  (func (export "allocate") (param i32) (result i32) (i32.const 65536))
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (memory.grow (i32.const 10000)))
    unreachable))
