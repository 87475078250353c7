;; Imports a table.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module imports the table `env.__indirect_function_table`, and plugins import functions only: define the table in the module (link without `--import-table`)
(module
  (import "env" "__indirect_function_table" (table 1 funcref))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
