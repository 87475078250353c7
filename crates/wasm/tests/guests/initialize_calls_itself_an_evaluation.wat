;; `_initialize` calls the function that is called later: what it leaves behind is in the snapshot.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func $e (export "also") (param i32 i32) (result i64) (i64.const 0x1000000010))
  (func (export "_initialize") (drop (call $e (i32.const 0) (i32.const 0))))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
