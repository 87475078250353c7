;; Yields for ever.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (drop (call $yield)) (br $again)) (i64.const 0x1000000010)))
