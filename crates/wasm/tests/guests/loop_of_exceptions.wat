;; Throws and catches for ever.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (tag $e)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (block $caught (try_table (catch $e $caught) (throw $e))) (br $again)) (i64.const 0x1000000010)))
