;; Returns a word.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output is not JSON: expected value at line 1 column 1
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "yes")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68719476739)))
