;; Returns 2 MB.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output has 2097152 bytes, and 1048576 are allowed
(module
  (memory (export "memory") 64)
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 68721573888)))
