;; Imports the seed of AssemblyScript.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `env.seed`: it seeds AssemblyScript's `Math.random`, build with `@assemblyscript/wasi-shim` or do without it
(module
  (import "env" "seed" (func (result f64)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
