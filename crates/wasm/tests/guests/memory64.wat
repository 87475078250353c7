;; Has a memory with 64-bit addresses.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module uses 64-bit memory: build for a 32-bit target such as `wasm32-wasip1`
(module
  (memory (export "memory") i64 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
