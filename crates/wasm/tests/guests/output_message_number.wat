;; Returns a message that is a number.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; `message` must be a string or null
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\22verdict\22:true,\22message\22:1}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68719476764)))
