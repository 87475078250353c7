;; Makes garbage for ever.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (type $a (array (mut i8)))
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (drop (array.new_default $a (i32.const 1000))) (br $again)) (i64.const 0x1000000010)))
