;; Wants the time outside its memory.
;; stage: invoke
;; verdict: true
(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $f (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (if (i32.ne (call $f (i32.const 0) (i64.const 0) (i32.const -8)) (i32.const 21)) (then unreachable))
    (i64.const 0x1000000010)))
