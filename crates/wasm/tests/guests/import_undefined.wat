;; Imports a C function that nobody defined.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `env.strtod`: declared but not defined, link the library that defines it (without `--allow-undefined`)
(module
  (import "env" "strtod" (func (param i32 i32) (result f64)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
