;; Returns a place that ends outside its memory.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output (16 bytes at 65530) is outside the plugin's memory of 65536 bytes
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (i32.const 1024))
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 281449206906896)))
