;; Polls with the events over the subscriptions.
;; stage: invoke
;; verdict: true
(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $f (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (if (i32.ne (call $f (i32.const 1024) (i32.const 1024) (i32.const 9) (i32.const 1024)) (i32.const 0)) (then unreachable))
    (i64.const 0x1000000010)))
