;; Has no room for the input by its own maximum.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: its memory cannot grow for the input of 90 bytes; export `allocate(size: i32) -> i32`, or allow a larger maximum memory
(module
  (memory (export "memory") 1 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
