;; Asks for 15 MB of randomness again and again.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 240)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (drop (call $random (i32.const 65536) (i32.const 15000000))) (br $again)) (i64.const 0x1000000010)))
