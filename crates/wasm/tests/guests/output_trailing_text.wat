;; Returns something after the object.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output is not JSON: trailing characters at line 1 column 18
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\22verdict\22:true} {\22verdict\22:false}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68719476770)))
