//! What the author of a plugin that fails is told beside the message.

use acteon_core::{PluginLimits, SnapshotMode};
use acteon_wasm::InvokeRequest;

use crate::support::{host, module, request, wasm};

#[test]
fn the_functions_that_were_running_are_named_innermost_first() {
    let host = host();
    let module = module(
        &host,
        r#"(memory (export "memory") 1)
           (func $score_order unreachable)
           (func $_ZN6filter5check17h0123456789abcdefE (call $score_order))
           (func (call 1))
           (func $evaluate (export "evaluate") (param i32 i32) (result i64)
             (call 2) (unreachable))"#,
    );
    let invocation = host.invoke(&module, &request());
    assert!(invocation.result.is_err());
    assert_eq!(
        invocation.backtrace,
        ["score_order", "filter::check", "function 2", "evaluate"]
    );
}

#[test]
fn one_that_ran_out_of_time_says_where_it_was() {
    let host = host();
    let limits = PluginLimits::new(16 * 1024 * 1024, 20).unwrap();
    let bytes = wasm(
        r#"(memory (export "memory") 1)
           (func $wait_for_ever (loop $l (br $l)))
           (func $evaluate (export "evaluate") (param i32 i32) (result i64)
             (call $wait_for_ever) (unreachable))"#,
    );
    let module = host.prepare(&bytes, limits, SnapshotMode::Auto).unwrap();
    let invocation = host.invoke(
        &module,
        &InvokeRequest {
            limits,
            ..request()
        },
    );
    assert_eq!(invocation.backtrace, ["wait_for_ever", "evaluate"]);
}

#[test]
fn a_deep_stack_is_cut_and_a_success_has_none() {
    let host = host();
    let deep = module(
        &host,
        r#"(memory (export "memory") 1)
           (func $down (param i32)
             (if (i32.eqz (local.get 0)) (then unreachable))
             (call $down (i32.sub (local.get 0) (i32.const 1))))
           (func (export "evaluate") (param i32 i32) (result i64)
             (call $down (i32.const 100)) (unreachable))"#,
    );
    let invocation = host.invoke(&deep, &request());
    assert_eq!(invocation.backtrace, ["down"; 16]);
    let well = module(&host, crate::support::YES);
    assert!(host.invoke(&well, &request()).backtrace.is_empty());
}
