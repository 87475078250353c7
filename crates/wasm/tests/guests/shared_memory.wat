;; Has a shared memory.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module uses shared memory: build without threads (not for `wasm32-wasip1-threads`)
(module
  (memory (export "memory") 1 2 shared)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
