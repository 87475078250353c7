;; Grows to its limit in `_initialize`: no room is left for the input.
;; stage: invoke
;; kind: memory_exceeded
;; message: plugin exceeded memory limit of 16777216 bytes
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "_initialize") (drop (memory.grow (i32.const 255))))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
