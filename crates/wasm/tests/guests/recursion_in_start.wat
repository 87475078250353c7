;; Recursion without end in the start function.
;; stage: prepare
;; kind: trap
;; message: compilation error: instantiation with its start function failed: plugin trapped: the call stack is exhausted (endless recursion?) in `down`
(module
  (memory (export "memory") 1)
  (func $down (call $down)) (start $down)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
