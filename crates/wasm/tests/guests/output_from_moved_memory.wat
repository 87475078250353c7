;; Returns a place that exists only since it grew its memory.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (local $to i32)
    (local.set $to (i32.mul (memory.grow (i32.const 4)) (i32.const 65536)))
    (memory.copy (local.get $to) (i32.const 16) (i32.const 16))
    (i64.or (i64.shl (i64.extend_i32_u (local.get $to)) (i64.const 32)) (i64.const 16))))
