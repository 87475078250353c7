;; Its allocator returns -1.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `allocate` returned 4294967295, and 90 bytes there are outside the plugin's memory of 65536 bytes
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (i32.const -1))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
