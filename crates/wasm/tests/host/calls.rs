//! What modules that behave get.

use std::time::{Duration, Instant, SystemTime};

use crate::support::{INPUT, call, evaluate, host, module, request};
use acteon_core::{PluginFailureKind, PluginLimits, SnapshotMode};
use acteon_wasm::InvokeRequest;

/// Returns its input.
const ECHO: &str = r#"
    (func (export "evaluate") (param i32 i32) (result i64)
      (i64.or (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32)) (i64.extend_i32_u (local.get 1))))"#;
const ANSWER: &[u8] = br#"{"verdict":true,"message":"from the input","metadata":{"n":[1,2]}}"#;

#[test]
fn every_placement_hands_over_the_whole_input() {
    let bump = |export: &str| {
        format!(
            r#"(global $next (mut i32) (i32.const 1024))
               (func (export "{export}") (param $size i32) (result i32)
                 (global.get $next)
                 (global.set $next (i32.add (global.get $next) (local.get $size))))"#
        )
    };
    let placements = [
        bump("allocate"),
        bump("malloc"),
        String::from(
            r#"(func (export "__new") (param i32 i32) (result i32)
                 (if (i32.ne (local.get 1) (i32.const 1)) (then unreachable)) (i32.const 2048))
               (func (export "__pin") (param i32) (result i32) (local.get 0))"#,
        ),
        String::new(),
    ];
    let host = host();
    for placement in placements {
        let text = format!(r#"(module (memory (export "memory") 1) {placement} {ECHO})"#);
        let prepared = host.prepare(
            &wat::parse_str(&text).unwrap(),
            PluginLimits::default(),
            SnapshotMode::default(),
        );
        let invocation = host.invoke(
            &prepared.unwrap(),
            &InvokeRequest {
                input: ANSWER,
                ..request()
            },
        );
        let output = invocation
            .result
            .unwrap_or_else(|e| panic!("{placement}: {e}"));
        assert!(output.verdict);
        assert_eq!(output.message.as_deref(), Some("from the input"));
        assert_eq!(output.metadata.unwrap()["n"][1], 2);
    }
}

#[test]
fn large_inputs_fit_by_memory_growth() {
    let host = host();
    let module = module(&host, &format!(r#"(memory (export "memory") 1) {ECHO}"#));
    for padding in [0, 1, 60_000, 65_536, 500_000, 1_000_000] {
        let input = format!(r#"{{"verdict":false,"message":"{}"}}"#, "x".repeat(padding));
        let invocation = host.invoke(
            &module,
            &InvokeRequest {
                input: input.as_bytes(),
                ..request()
            },
        );
        assert_eq!(
            invocation.result.unwrap().message.map(|m| m.len()),
            Some(padding)
        );
    }
}

#[test]
fn output_forms() {
    let host = host();
    let answer = |json: &str| {
        let escaped: String = json.bytes().map(|b| format!("\\{b:02x}")).collect();
        let packed = (16_u64 << 32) | json.len() as u64;
        let text = format!(
            r#"(memory (export "memory") 1) (data (i32.const 16) "{escaped}")
               (func (export "evaluate") (param i32 i32) (result i64) (i64.const {packed}))"#
        );
        evaluate(&host, &module(&host, &text)).unwrap()
    };
    assert!(answer(r#"{"verdict":true}"#).verdict);
    assert!(!answer(r#" { "verdict" : false } "#).verdict);
    let nulls = answer(r#"{"verdict":true,"message":null,"metadata":null}"#);
    assert_eq!((nulls.message, nulls.metadata), (None, None));
    let full = answer(r#"{"more":[1],"metadata":{},"message":"ü","verdict":true}"#);
    assert_eq!(full.message.as_deref(), Some("ü"));
    assert_eq!(full.metadata.map(|m| m.len()), Some(0));
}

#[test]
fn an_output_at_a_high_address_makes_a_negative_result() {
    let host = host();
    // 2 GiB cannot be had within the limits, so the sign must not change what is reported.
    let text = r#"(memory (export "memory") 1)
        (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0xffffff0000000010))"#;
    let failure = evaluate(&host, &module(&host, text)).unwrap_err();
    assert!(
        failure.message.contains("(16 bytes at 4294967040)"),
        "{failure}"
    );
}

#[test]
fn an_instance_is_never_used_twice() {
    let host = host();
    // Traps from the second call on the same instance.
    let text = format!(
        r#"(memory (export "memory") 1) (global $calls (mut i32) (i32.const 0))
           (func (export "allocate") (param i32) (result i32)
             (if (i32.or (global.get $calls) (i32.load (i32.const 0))) (then unreachable))
             (global.set $calls (i32.const 1)) (i32.store (i32.const 0) (i32.const 7)) (i32.const 1024))
           {ECHO}"#
    );
    let module = module(&host, &text);
    for _ in 0..100 {
        call(&host, &module, ANSWER).result.unwrap();
    }
}

#[test]
fn clocks_stand_and_start_at_zero() {
    let host = host();
    // Answers true if the realtime clock reads the given time twice, and the monotonic clock
    // reads less than a second.
    let text = r#"
        (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 64) "{\"verdict\":true}") (data (i32.const 96) "{\"verdict\":false}")
        (func (export "evaluate") (param i32 i32) (result i64)
          (drop (call $time (i32.const 0) (i64.const 0) (i32.const 0)))
          (drop (call $time (i32.const 0) (i64.const 0) (i32.const 8)))
          (drop (call $time (i32.const 1) (i64.const 0) (i32.const 16)))
          (if (i32.and
                (i32.and
                  (i64.eq (i64.load (i32.const 0)) (i64.const 1700000000000000123))
                  (i64.eq (i64.load (i32.const 8)) (i64.const 1700000000000000123)))
                (i64.lt_u (i64.load (i32.const 16)) (i64.const 1000000000)))
            (then (return (i64.const 0x4000000010))))
          (i64.const 0x6000000011))"#;
    let module = module(&host, text);
    let at = |realtime| {
        let request = InvokeRequest {
            realtime,
            ..request()
        };
        host.invoke(&module, &request).result.unwrap().verdict
    };
    assert!(at(
        SystemTime::UNIX_EPOCH + Duration::new(1_700_000_000, 123)
    ));
    assert!(!at(
        SystemTime::UNIX_EPOCH + Duration::new(1_700_000_000, 124)
    ));
}

#[test]
fn randomness_differs_between_calls() {
    let host = host();
    // Answers with 8 random bytes as a number in its message.
    let text = r#"
        (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 16) "{\"verdict\":true,\"message\":\"        \"}")
        (func (export "evaluate") (param i32 i32) (result i64)
          (local $i i32)
          (if (call $random (i32.const 43) (i32.const 8)) (then unreachable))
          (loop $again
            (i32.store8 offset=43 (local.get $i)
              (i32.add (i32.const 97) (i32.and (i32.load8_u offset=43 (local.get $i)) (i32.const 15))))
            (br_if $again (i32.lt_u
              (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))))
          (i64.const 0x1000000025))"#;
    let module = module(&host, text);
    let first = evaluate(&host, &module).unwrap().message;
    let differs = (0..5).any(|_| evaluate(&host, &module).unwrap().message != first);
    assert!(differs, "always {first:?}");
}

#[test]
fn prints_are_kept_up_to_a_bound() {
    let host = host();
    let text = r#"
        (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 2)
        (data (i32.const 0) "\10\00\00\00\06\00\00\00")
        (data (i32.const 16) "hello\n") (data (i32.const 64) "{\"verdict\":true}")
        (func (export "evaluate") (param i32 i32) (result i64)
          (local $i i32)
          (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 128)))
          (if (i32.ne (i32.load (i32.const 128)) (i32.const 6)) (then unreachable))
          (loop $again
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 128)))
            (br_if $again (i32.lt_u
              (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10000))))
          (i64.const 0x4000000010))"#;
    let invocation = call(&host, &module(&host, text), INPUT);
    assert!(invocation.result.unwrap().verdict);
    assert_eq!(invocation.stderr, "hello\n");
    let (kept, note) = invocation.stdout.split_at(16 * 1024);
    assert!(kept.starts_with("hello\nhello\n"));
    assert_eq!(
        note,
        format!("\n[{} more bytes were not kept]", 60_000 - 16 * 1024)
    );
}

#[test]
fn memory_figures() {
    let host = host();
    let text = format!(
        r#"(memory (export "memory") 2)
           (func (export "allocate") (param i32) (result i32)
             (drop (memory.grow (i32.const 5))) (i32.const 1024))
           {ECHO}"#
    );
    let invocation = call(&host, &module(&host, &text), ANSWER);
    assert_eq!(invocation.memory_used_bytes, 7 * 65_536);
    assert_eq!(host.memory_in_use_bytes(), 0);
}

#[test]
fn a_decision_that_is_over_ends_the_call() {
    let host = host();
    let module = module(
        &host,
        r#"(memory (export "memory") 1)
           (func (export "evaluate") (param i32 i32) (result i64) (loop $l (br $l)) (i64.const 0))"#,
    );
    let limits = PluginLimits::new(1 << 20, 30_000).unwrap();
    let now = Instant::now();
    for deadline in [now, now + Duration::from_millis(20)] {
        let invocation = host.invoke(
            &module,
            &InvokeRequest {
                deadline: Some(deadline),
                limits,
                ..request()
            },
        );
        let failure = invocation.result.unwrap_err();
        assert_eq!(failure.kind, PluginFailureKind::Deadline);
        assert_eq!(
            failure.message,
            "the decision ran out of time before the plugin answered"
        );
    }
}

#[test]
fn limits_can_be_checked_again() {
    let host = host();
    let module = module(&host, &format!(r#"(memory (export "memory") 4) {ECHO}"#));
    let limits = |bytes| PluginLimits::new(bytes, 100).unwrap();
    assert!(module.check_limits(limits(4 * 65_536)).is_ok());
    let refused = module.check_limits(limits(3 * 65_536)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "compilation error: the module declares 262144 bytes of memory at the start, above the \
         limit of 196608 bytes: raise `memory_limit_bytes` or link with a smaller stack and \
         initial memory"
    );
}

#[test]
fn a_module_of_another_host_is_refused() {
    let (one, other) = (host(), host());
    let module = module(&one, &format!(r#"(memory (export "memory") 1) {ECHO}"#));
    let failure = evaluate(&other, &module).unwrap_err();
    assert_eq!(
        failure.message,
        "plugin trapped: the module was prepared by another host"
    );
}
