;; Keeps a reference in a variable: no snapshot is taken, and it works without.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (global $kept (mut funcref) (ref.null func))
  (func $f (export "f"))
  (func (export "_initialize") (global.set $kept (ref.func $f)))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
