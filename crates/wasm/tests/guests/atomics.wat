;; Uses instructions for threads.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module uses a WebAssembly feature that plugins do not have: threads support is not enabled (at byte 56)
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (i32.atomic.load (i32.const 0))) (i64.const 0x1000000010)))
