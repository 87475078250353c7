;; Returns a length of 4 GB.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output has 4294967295 bytes, and 1048576 are allowed
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 73014444031)))
