;; Exports `evaluate` with another signature.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module exports no function of type `(i32, i32) -> i64`: export `evaluate(input_ptr: i32, input_len: i32) -> i64` (the exported `evaluate` has type `(i32) -> i32`)
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32) (result i32) (local.get 0)))
