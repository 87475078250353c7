;; Traps in `_initialize`, in a function with a name.
;; stage: prepare
;; kind: trap
;; message: compilation error: the export `_initialize` failed: plugin trapped: `unreachable` was executed (a panic or an abort) in `load_table`
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func $load_table unreachable)
  (func (export "_initialize") (call $load_table))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
