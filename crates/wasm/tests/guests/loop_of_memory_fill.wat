;; Fills its whole memory again and again.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 128)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (memory.fill (i32.const 0) (i32.const 1) (i32.const 8388608)) (br $again)) (i64.const 0x1000000010)))
