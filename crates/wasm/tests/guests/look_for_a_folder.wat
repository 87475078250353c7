;; Looks for a folder that the host has opened.
;; stage: invoke
;; verdict: true
(module
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $f (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (if (i32.ne (call $f (i32.const 3) (i32.const 128)) (i32.const 8)) (then unreachable))
    (i64.const 0x1000000010)))
