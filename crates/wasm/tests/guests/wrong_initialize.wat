;; Exports `_initialize` with another signature.
;; stage: prepare
;; kind: refused
;; message: compilation error: export `_initialize` is a function of type `(i32) -> ()` instead of a function of type `() -> ()`: correct or rename it
(module
  (memory (export "memory") 1)
  (func (export "_initialize") (param i32))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
