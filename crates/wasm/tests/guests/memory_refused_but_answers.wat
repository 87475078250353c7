;; Is refused memory and answers all the same.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (memory.grow (i32.const 1000))) (i64.const 0x1000000010)))
