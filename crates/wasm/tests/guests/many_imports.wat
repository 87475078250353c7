;; Imports twelve functions that do not exist.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `env.f0`, `env.f1`, `env.f2`, `env.f3`, `env.f4`, `env.f5`, `env.f6`, `env.f7`, 4 more: declared but not defined, link the library that defines it (without `--allow-undefined`)
(module
  (import "env" "f0" (func))
  (import "env" "f1" (func))
  (import "env" "f2" (func))
  (import "env" "f3" (func))
  (import "env" "f4" (func))
  (import "env" "f5" (func))
  (import "env" "f6" (func))
  (import "env" "f7" (func))
  (import "env" "f8" (func))
  (import "env" "f9" (func))
  (import "env" "f10" (func))
  (import "env" "f11" (func))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
