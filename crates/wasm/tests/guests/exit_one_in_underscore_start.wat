;; Its `_start` ends with code 1.
;; stage: prepare
;; kind: trap
;; message: compilation error: the export `_start` failed: plugin trapped: it called `proc_exit(1)`
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start") (call $exit (i32.const 1)))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
