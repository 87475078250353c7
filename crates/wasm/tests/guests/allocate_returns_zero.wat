;; Its allocator returns 0.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `allocate` found no memory for the input of 90 bytes (it returned 0)
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
