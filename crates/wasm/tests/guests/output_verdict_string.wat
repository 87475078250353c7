;; Returns a verdict in quotes.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\22verdict\22:\22true\22}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68719476754)))
