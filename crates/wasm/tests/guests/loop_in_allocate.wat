;; An endless loop in `allocate`.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (loop $again (br $again)) (i32.const 0))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
