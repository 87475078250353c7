;; Calls itself for ever without using stack.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (func $again (param i32 i32) (result i64) (return_call $again (local.get 0) (local.get 1)))
  (func (export "evaluate") (param i32 i32) (result i64)
    (return_call $again (local.get 0) (local.get 1))))
