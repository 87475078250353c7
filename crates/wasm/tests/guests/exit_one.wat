;; Ends itself with code 1.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: it called `proc_exit(1)`
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $exit (i32.const 1)) (i64.const 0x1000000010)))
