;; Declares 17 MB of memory at the start.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module declares 17825792 bytes of memory at the start, above the limit of 16777216 bytes: raise `memory_limit_bytes` or link with a smaller stack and initial memory
(module
  (memory (export "memory") 272)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
