;; Imports a function of its own invention.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `host.http_get`: plugins can call WASI preview 1 only (clock, random, printing), remove the call
(module
  (import "host" "http_get" (func (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
