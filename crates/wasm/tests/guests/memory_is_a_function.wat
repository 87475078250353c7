;; Exports a function as `memory`.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module has a memory but does not export it as `memory`: link with `--export-memory`
(module
  (memory 1) (func (export "memory"))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
