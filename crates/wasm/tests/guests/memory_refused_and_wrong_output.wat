;; Is refused memory and returns nothing.
;; stage: invoke
;; kind: memory_exceeded
;; message: plugin exceeded memory limit of 16777216 bytes
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (memory.grow (i32.const 1000))) (i64.const 0)))
