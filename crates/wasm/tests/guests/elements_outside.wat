;; Has table elements outside its table.
;; stage: prepare
;; kind: trap
;; message: compilation error: instantiation failed: plugin trapped: a table was accessed out of bounds
(module
  (memory (export "memory") 1)
  (table 1 funcref) (func $f) (elem (i32.const 1) $f)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
