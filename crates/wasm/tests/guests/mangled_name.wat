;; Gives up in a function of Rust.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: `unreachable` was executed (a panic or an abort) in `plugin::eval`
(module
  (memory (export "memory") 1)
  (func $_ZN6plugin6scorer5check17h0123456789abcdefE unreachable)
  (func $rust_panic unreachable)
  (func $_ZN4core9panicking5panic17h0123456789abcdefE (call $rust_panic))
  (func $_ZN6plugin4eval17h0123456789abcdefE (call $_ZN4core9panicking5panic17h0123456789abcdefE))
  (func (export "evaluate") (param i32 i32) (result i64)
    (call $_ZN6plugin4eval17h0123456789abcdefE) (i64.const 0x1000000010)))
