;; Is asked for a function of another type.
;; stage: invoke
;; kind: function_not_found
;; message: function not found: `helper` is not an export of type `(i32, i32) -> i64`; the plugin has `evaluate`
;; function: helper
(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010))
  (func (export "helper") (param i32)))
