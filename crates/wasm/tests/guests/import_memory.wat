;; Imports its memory.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module imports the memory `env.memory`, and plugins import functions only: define the memory in the module (link without `--import-memory`)
(module
  (import "env" "memory" (memory $m 1)) (export "memory" (memory $m))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
