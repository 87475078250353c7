;; Takes too much memory in the start function.
;; stage: prepare
;; kind: memory_exceeded
;; message: compilation error: instantiation with its start function failed: plugin exceeded memory limit of 16777216 bytes
(module
  (memory (export "memory") 1)
  (func $start (if (i32.eq (memory.grow (i32.const 1000)) (i32.const -1)) (then unreachable))) (start $start)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
