;; Waits in `_initialize` for a moment that never comes.
;; stage: prepare
;; kind: timeout
;; message: compilation error: the export `_initialize` failed: plugin timed out after 50ms
(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "_initialize")
    (loop $again (drop (call $clock (i32.const 0) (i64.const 0) (i32.const 128)))
      (br_if $again (i64.ne (i64.load (i32.const 128)) (i64.const 1)))))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
