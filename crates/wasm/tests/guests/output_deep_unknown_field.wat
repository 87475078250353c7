;; Returns an unknown field nested 200,000 deep, which is ignored like any other.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") 8)
  (data (i32.const 16) "{\"verdict\":true,\"unknown\":")
  (func (export "evaluate") (param i32 i32) (result i64)
    (memory.fill (i32.const 42) (i32.const 91) (i32.const 200000))
    (memory.fill (i32.const 200042) (i32.const 93) (i32.const 200000))
    (i32.store8 (i32.const 400042) (i32.const 125))
    (i64.const 68719876763)))
