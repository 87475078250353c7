;; Asks for 100 MB of randomness in one call.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 10ms
;; memory_limit_bytes: 134217728
;; timeout_ms: 10
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 1600)
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (call $random (i32.const 65536) (i32.const 100000000))) (i64.const 0x1000000010)))
