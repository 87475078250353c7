;; Aborts with pointers outside its memory.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: it aborted
(module
  (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $abort (i32.const -1) (i32.const 2) (i32.const -1) (i32.const -1)) (i64.const 0x1000000010)))
