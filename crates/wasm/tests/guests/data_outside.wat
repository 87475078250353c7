;; Has data outside its memory.
;; stage: prepare
;; kind: trap
;; message: compilation error: instantiation failed: plugin trapped: memory was accessed out of bounds
(module
  (memory (export "memory") 1)
  (data (i32.const 65536) "x")
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
