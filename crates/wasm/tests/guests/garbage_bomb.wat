;; Keeps a list of all it makes.
;; stage: invoke
;; kind: memory_exceeded
;; message: plugin exceeded memory limit of 16777216 bytes
;; timeout_ms: 10000
(module
  (memory (export "memory") 1)
  (type $node (struct (field (ref null $node)) (field i64)))
  (func (export "evaluate") (param i32 i32) (result i64)
    (local $list (ref null $node))
    (loop $again (local.set $list (struct.new $node (local.get $list) (i64.const 1))) (br $again))
    (i64.const 0x1000000010)))
