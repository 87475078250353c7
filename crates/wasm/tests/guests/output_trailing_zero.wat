;; Returns the zero at the end of a C string.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output is not JSON: trailing characters at line 1 column 17
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\22verdict\22:true}\00")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68719476753)))
