;; Recursion without end.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: the call stack is exhausted (endless recursion?) in `down`
(module
  (memory (export "memory") 1)
  (func $down (call $down))
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $down) (i64.const 0x1000000010)))
