;; Has exports with the names that taking a snapshot would add.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") (export "__wizer_memory_0") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (global (export "__wizer_global_0") (mut i32) (i32.const 0))
  (func (export "_initialize"))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
