;; Throws and does not catch.
;; stage: invoke
;; kind: trap
;; message: plugin trapped: an exception was not caught
(module
  (memory (export "memory") 1)
  (tag $e)
  (func (export "evaluate") (param i32 i32) (result i64)
    (throw $e)))
