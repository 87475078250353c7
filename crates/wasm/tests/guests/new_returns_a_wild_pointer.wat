;; Its `__new` returns a place outside.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `__new` returned 2147483647, and 90 bytes there are outside the plugin's memory of 65536 bytes
(module
  (memory (export "memory") 1)
  (func (export "__new") (param i32 i32) (result i32) (i32.const 0x7fffffff))
  (func (export "__pin") (param i32) (result i32) (local.get 0))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
