;; An endless loop through a jump table.
;; stage: invoke
;; kind: timeout
;; message: plugin timed out after 50ms
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (local $i i32)
    (loop $again
      (block $a (block $b (block $c (br_table $a $b $c $again (local.get $i))))) 
      (local.set $i (i32.rem_u (i32.add (local.get $i) (i32.const 1)) (i32.const 5)))
      (br $again))
    (i64.const 0x1000000010)))
