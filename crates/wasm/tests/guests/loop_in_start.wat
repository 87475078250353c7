;; An endless loop in the start function.
;; stage: prepare
;; kind: timeout
;; message: compilation error: instantiation with its start function failed: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (func $start (loop $again (br $again))) (start $start)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
