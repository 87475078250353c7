;; Exports no function that can be called.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module exports no function of type `(i32, i32) -> i64`: export `evaluate(input_ptr: i32, input_len: i32) -> i64`
(module
  (memory (export "memory") 1)
  (func (export "run")))
