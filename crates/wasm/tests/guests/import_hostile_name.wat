;; Imports a name with control characters.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `env.a�[2J���`: declared but not defined, link the library that defines it (without `--allow-undefined`)
(module
  (import "env" "a\1b[2J\0d\0a`" (func))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
