;; Makes one array of a gigabyte.
;; stage: invoke
;; kind: memory_exceeded
;; message: plugin exceeded memory limit of 16777216 bytes
(module
  (memory (export "memory") 1)
  (type $a (array (mut i64)))
  (func (export "evaluate") (param i32 i32) (result i64)
    (drop (array.new_default $a (i32.const 134217728))) (i64.const 0x1000000010)))
