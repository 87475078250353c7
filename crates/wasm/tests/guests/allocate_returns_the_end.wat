;; Its allocator returns a place that ends outside.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `allocate` returned 65530, and 90 bytes there are outside the plugin's memory of 65536 bytes
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (i32.const 65530))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
