;; Imports `abort` with another signature.
;; stage: prepare
;; kind: refused
;; message: compilation error: import `env.abort` has type `() -> ()` instead of `(i32, i32, i32, i32) -> ()`: build with a current WASI SDK
(module
  (import "env" "abort" (func))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
