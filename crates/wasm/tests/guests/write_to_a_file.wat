;; Writes to a descriptor that does not exist.
;; stage: invoke
;; verdict: true
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $f (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (if (i32.ne (call $f (i32.const 3) (i32.const 64) (i32.const 1) (i32.const 128)) (i32.const 8)) (then unreachable))
    (i64.const 0x1000000010)))
