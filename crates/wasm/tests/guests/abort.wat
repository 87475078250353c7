;; Fails an assertion of AssemblyScript.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: it aborted: bad (at a.ts:7:9)
(module
  (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 32) "\06\00\00\00b\00a\00d\00")
  (data (i32.const 64) "\08\00\00\00a\00.\00t\00s\00")
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $abort (i32.const 36) (i32.const 68) (i32.const 7) (i32.const 9)) (i64.const 0x1000000010)))
