;; A function whose name holds control characters.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `unreachable` was executed (a panic or an abort) in `a�[31m�b��c`
(module
  (memory (export "memory") 1)
  (func $f (@name "a\1b[31m\0ab\e2\80\ae`c") unreachable)
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $f) (i64.const 0x1000000010)))
