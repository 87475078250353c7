;; Declares tables that are larger than its limit together with its memory.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module declares 73536 bytes of memory at the start, above the limit of 65536 bytes: raise `memory_limit_bytes` or link with a smaller stack and initial memory
;; memory_limit_bytes: 65536
(module
  (memory (export "memory") 1)
  (table 1000 funcref)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
