;; Imports `fd_write` with another signature.
;; stage: prepare
;; kind: refused
;; message: compilation error: import `wasi_snapshot_preview1.fd_write` has type `(i64) -> i32` instead of `(i32, i32, i32, i32) -> i32`: build with a current WASI SDK
(module
  (import "wasi_snapshot_preview1" "fd_write" (func (param i64) (result i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
