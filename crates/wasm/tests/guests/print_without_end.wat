;; Prints for ever.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "\00\00\00\00\00\00\01\00")
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (drop (call $write (i32.const 1) (i32.const 64) (i32.const 1) (i32.const 128))) (br $again)) (i64.const 0x1000000010)))
