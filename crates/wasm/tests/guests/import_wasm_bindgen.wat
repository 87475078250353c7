;; Imports functions of wasm-bindgen.
;; stage: prepare
;; kind: refused
;; message: compilation error: plugins cannot import `__wbindgen_placeholder__.__wbindgen_throw`: this comes from wasm-bindgen, build for `wasm32-wasip1` without crates that need a browser
(module
  (import "__wbindgen_placeholder__" "__wbindgen_throw" (func (param i32 i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))
