;; Has a table with 64-bit indices.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module uses a table with 64-bit indices: build for a 32-bit target such as `wasm32-wasip1`
(module
  (memory (export "memory") 1)
  (table i64 1 funcref)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
