;; Returns length 0 (the answer of the specification's sample to input it cannot read).
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the plugin returned no output (length 0)
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 0)))
