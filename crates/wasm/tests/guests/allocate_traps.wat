;; Its allocator gives up.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `unreachable` was executed (a panic or an abort) in `allocate`
(module
  (memory (export "memory") 1)
  (func $allocate (export "allocate") (param i32) (result i32) unreachable)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
