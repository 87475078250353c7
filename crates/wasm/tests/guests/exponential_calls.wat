;; Calls itself twice, thirty deep.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (func $f (param i32) (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1))) (call $f (i32.sub (local.get 0) (i32.const 1))))))
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $f (i32.const 40)) (i64.const 0x1000000010)))
