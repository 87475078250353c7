;; An endless loop in `_initialize`.
;; stage: prepare
;; kind: timeout
;; message: compilation error: the export `_initialize` failed: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (func (export "_initialize") (loop $again (br $again)))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
