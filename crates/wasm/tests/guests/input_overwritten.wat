;; Writes over its input.
;; stage: invoke
;; kind: input_overwritten
;; message: the plugin's allocator wrote over its input, so its verdict cannot be trusted; export `allocate(size: i32) -> i32` so that the input gets memory of its own
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"verdict\":true}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i32.store8 (local.get 0) (i32.const 0)) (i64.const 0x1000000010)))
