;; Has five tables.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module defines 5 tables, and a plugin may have 4: merge them
(module
  (memory (export "memory") 1)
  (table 1 funcref) (table 1 funcref) (table 1 funcref) (table 1 funcref) (table 1 funcref) 
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
