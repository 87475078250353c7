;; Reads outside its memory.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: memory was accessed out of bounds
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (i32.load (i32.const -1))) (i64.const 0x1000000010)))
