;; Drops a segment in `_initialize`: no snapshot is taken, and it works without.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (data $passive "lost")
  (func (export "_initialize") (data.drop $passive))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
