//! What a call costs, counted.

use acteon_core::{PluginFailureKind, PluginLimits, SnapshotMode};
use acteon_wasm::{Cost, Host, InvokeRequest};

use crate::support::{host, limits, request, wasm};

/// Works as long as the input is, and longer by what clock and random numbers say.
const WORKS: &str = r#"
    (import "wasi_snapshot_preview1" "clock_time_get"
      (func $clock (param i32 i64 i32) (result i32)))
    (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 16) "{\"verdict\":true}")
    (func $spin (param $times i32)
      (loop $again
        (local.set $times (i32.sub (local.get $times) (i32.const 1)))
        (br_if $again (i32.gt_s (local.get $times) (i32.const 0)))))
    (func (export "_initialize") (call $spin (i32.const 1000)))
    (func (export "allocate") (param i32) (result i32) (i32.const 4096))
    (func (export "evaluate") (param i32 i32) (result i64)
      (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 128)))
      (call $spin (i32.rem_u (i32.load (i32.const 128)) (i32.const 100000)))
      (drop (call $random (i32.const 128) (i32.const 2)))
      (call $spin (i32.load16_u (i32.const 128)))
      (call $spin (local.get 1))
      (i64.const 0x1000000010))"#;

fn cost(host: &Host, fields: &str, input: &[u8], mode: SnapshotMode) -> Cost {
    let bytes = wasm(fields);
    let module = host.prepare(&bytes, limits(), mode).unwrap();
    let request = InvokeRequest { input, ..request() };
    assert_eq!(
        host.cost(&module, &request),
        None,
        "nobody has asked for it yet"
    );
    host.prepare_cost(&module, &bytes).unwrap();
    host.prepare_cost(&module, &bytes).unwrap();
    let cost = host.cost(&module, &request).unwrap().unwrap();
    assert_eq!(
        host.cost(&module, &request),
        Some(Ok(cost)),
        "the same every time"
    );
    cost
}

#[test]
fn it_is_the_same_every_time_on_every_host_with_and_without_a_snapshot() {
    let first = cost(&host(), WORKS, &[b' '; 500], SnapshotMode::Auto);
    for mode in SnapshotMode::ALL {
        assert_eq!(cost(&host(), WORKS, &[b' '; 500], mode), first);
    }
}

#[test]
fn more_work_costs_more_and_initialising_is_counted_apart() {
    let short = cost(&host(), WORKS, &[b' '; 500], SnapshotMode::Auto);
    let long = cost(&host(), WORKS, &[b' '; 5500], SnapshotMode::Auto);
    assert_eq!(short.initialisation_fuel, long.initialisation_fuel);
    let step = (long.fuel - short.fuel) / 5000;
    assert_eq!(
        (long.fuel - short.fuel) % 5000,
        0,
        "each byte costs the same"
    );
    assert!((3..10).contains(&step), "{step} units for each byte");
    let started = short.initialisation_fuel;
    assert!(
        (1000 * step..1000 * step + 20).contains(&started),
        "{started}"
    );
}

#[test]
fn an_endless_plugin_is_ended_and_has_no_cost() {
    let fields = r#"
        (memory (export "memory") 1)
        (func (export "evaluate") (param i32 i32) (result i64) (loop $l (br $l)) (unreachable))"#;
    let host = host();
    let bytes = wasm(fields);
    let limits = PluginLimits::new(16 * 1024 * 1024, 20).unwrap();
    let module = host.prepare(&bytes, limits, SnapshotMode::Auto).unwrap();
    host.prepare_cost(&module, &bytes).unwrap();
    let request = InvokeRequest {
        limits,
        ..request()
    };
    let failure = host.cost(&module, &request).unwrap().unwrap_err();
    assert_eq!(failure.kind, PluginFailureKind::Timeout);
}
