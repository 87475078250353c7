;; Exports a global variable as `allocate`.
;; stage: prepare
;; kind: refused
;; message: compilation error: export `allocate` is a global instead of a function of type `(i32) -> i32`: correct or rename it
(module
  (memory (export "memory") 1)
  (global (export "allocate") i32 (i32.const 0))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
