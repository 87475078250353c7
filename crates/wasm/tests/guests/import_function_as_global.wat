;; Imports `fd_write` as a global variable.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module imports the global `wasi_snapshot_preview1.fd_write`, and plugins import functions only: link statically, not as a dynamic library (`-shared`, `MAIN_MODULE`)
(module
  (import "wasi_snapshot_preview1" "fd_write" (global i32))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
