;; Has two memories.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module defines 2 memories, and a plugin may have one: build without multi-memory
(module
  (memory (export "memory") 1)
  (memory 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
