;; Grows its table until it is refused, then gives up.
;; stage: invoke
;; kind: memory_exceeded
;; message: plugin exceeded memory limit of 16777216 bytes
(module
  (memory (export "memory") 1)
  (table $t 1 funcref)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (br_if $again (i32.ne (table.grow $t (ref.null func) (i32.const 1000)) (i32.const -1))))
    unreachable))
