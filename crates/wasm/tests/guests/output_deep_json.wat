;; Returns metadata nested 300,000 deep.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output is not JSON: recursion limit exceeded at line 1 column 158
(module
  (memory (export "memory") 8)
  (data (i32.const 16) "{\"verdict\":true,\"metadata\":{\"a\":")
  (func (export "evaluate") (param i32 i32) (result i64)
    (memory.fill (i32.const 48) (i32.const 91) (i32.const 300000))
    (i64.const 68719776768)))
