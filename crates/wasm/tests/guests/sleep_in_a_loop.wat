;; Sleeps by `poll_oneoff` until an hour has passed.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 1024) "\2a\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\01\00\00\00\00\00\00\00\00\a0\b8\30\46\03\00\00")
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again
      (drop (call $poll (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 4096)))
      (drop (call $time (i32.const 1) (i64.const 0) (i32.const 4104)))
      (br_if $again (i64.lt_u (i64.load (i32.const 4104)) (i64.const 3600000000000))))
    (i64.const 0x1000000010)))
