;; Returns bytes that are not UTF-8.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output is not UTF-8
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\22verdict\22:true,\22message\22:\22\ff\22}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68719476766)))
