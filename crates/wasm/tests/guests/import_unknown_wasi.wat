;; Imports a WASI function that does not exist.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `wasi_snapshot_preview1.fd_steal`: WASI preview 1 has no such function, update the compiler or its WASI library
(module
  (import "wasi_snapshot_preview1" "fd_steal" (func (param i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
