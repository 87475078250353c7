;; An endless loop.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (br $again)) (i64.const 0x1000000010)))
