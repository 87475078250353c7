;; Has tables of 120,000 elements.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module declares tables of 120000 elements, and a plugin may have 100000: split the plugin or take function pointers out of tables
(module
  (memory (export "memory") 1)
  (table 60000 funcref) (table 60000 externref)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
