;; Writes one byte to each 64 of a large memory: thousands of segments in the snapshot.
;; stage: invoke
;; verdict: true
(module
  (memory (export "memory") 100)
  (data $answer "{\"verdict\":true}")
  (func (export "_initialize") (local $at i32)
    (loop $again
      (i32.store8 (local.get $at) (i32.const 1))
      (br_if $again (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (i32.const 6553600))))
    (memory.init $answer (i32.const 16) (i32.const 0) (i32.const 16)))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
