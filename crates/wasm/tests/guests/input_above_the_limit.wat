;; Leaves no room for the input below its limit.
;; stage: invoke
;; kind: memory_exceeded
;; message: plugin exceeded memory limit of 65536 bytes
;; memory_limit_bytes: 65536
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
