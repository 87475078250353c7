;; Has no memory.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module has no memory: define one and export it as `memory`
(module
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
