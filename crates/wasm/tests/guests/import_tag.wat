;; Imports an exception tag.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module imports the tag `env.__cpp_exception`, and plugins import functions only: link statically, not as a dynamic library (`-shared`, `MAIN_MODULE`)
(module
  (import "env" "__cpp_exception" (tag (param i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
