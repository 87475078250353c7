;; Combines several reasons.
;; stage: prepare
;; kind: refused
;; message: compilation error: the module imports the memory `env.memory`, and plugins import functions only: define the memory in the module (link without `--import-memory`); plugins cannot import `env.x`: declared but not defined, link the library that defines it (without `--allow-undefined`); the module defines 5 tables, and a plugin may have 4: merge them; the module declares tables of 200004 elements, and a plugin may have 100000: split the plugin or take function pointers out of tables; the module exports no function of type `(i32, i32) -> i64`: export `evaluate(input_ptr: i32, input_len: i32) -> i64`
(module
  (import "env" "memory" (memory 1))
  (import "env" "x" (func))
  (table 1 funcref) (table 1 funcref) (table 1 funcref) (table 1 funcref) (table 200000 funcref))
