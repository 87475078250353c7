;; Returns a place outside its memory.
;; stage: invoke
;; kind: invalid_output
;; message: invalid plugin output: expected object with "verdict" boolean; the output (16 bytes at 2147483647) is outside the plugin's memory of 458752 bytes
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.const 9223372032559808528)))
