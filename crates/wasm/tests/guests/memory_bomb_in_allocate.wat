;; Its allocator takes too much memory.
;; stage: invoke
;; kind: memory_exceeded
;; message: plugin exceeded memory limit of 16777216 bytes
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (drop (memory.grow (i32.const 1000))) (i32.const 0))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
