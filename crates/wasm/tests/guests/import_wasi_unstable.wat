;; Imports WASI preview 0.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `wasi_unstable.fd_write`: this is WASI preview 0, update the compiler and build for `wasm32-wasip1`
(module
  (import "wasi_unstable" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
