;; Imports WASI preview 2.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `wasi:clocks/wall-clock@0.2.0.now`: WASI preview 2 is not supported, build for `wasm32-wasip1` (TinyGo: `-target wasi`)
(module
  (import "wasi:clocks/wall-clock@0.2.0" "now" (func (param i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
