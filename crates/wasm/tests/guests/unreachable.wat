;; Gives up.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `unreachable` was executed (a panic or an abort) in `give_up`
(module
  (memory (export "memory") 1)
  (func $give_up unreachable)
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $give_up) (i64.const 0x1000000010)))
