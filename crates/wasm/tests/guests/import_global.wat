;; Imports a global variable.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module imports the global `env.__stack_pointer`, and plugins import functions only: link statically, not as a dynamic library (`-shared`, `MAIN_MODULE`)
(module
  (import "env" "__stack_pointer" (global (mut i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
