;; Returns metadata that is an array.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; `metadata` must be an object or null
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\22verdict\22:true,\22metadata\22:[]}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68719476766)))
