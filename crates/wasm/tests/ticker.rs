//! The thread that watches the time ends with its host. Alone in its process, so that no other
//! host's thread is counted.
#![cfg(target_os = "linux")]
// Helpers of tests fail by panicking, as tests do.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use acteon_core::{PluginLimits, SnapshotMode};
use acteon_wasm::{Host, HostConfig};

const MODULE: &str = r#"(module (memory (export "memory") 1)
    (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))"#;

fn tickers() -> usize {
    fs::read_dir("/proc/self/task")
        .unwrap()
        .filter_map(|task| fs::read_to_string(task.unwrap().path().join("comm")).ok())
        .filter(|name| name == "plugin-ticker\n")
        .count()
}

/// A thread gets its name a moment after it has started, and may be listed for a moment after it
/// has ended.
fn wait_for(expected: usize) {
    let patience = Instant::now() + Duration::from_secs(60);
    while tickers() != expected {
        assert!(Instant::now() < patience, "not {expected} threads");
        thread::yield_now();
    }
}

#[test]
fn a_dropped_host_ends_its_thread() {
    let host = Host::new(HostConfig {
        max_instances: 1,
        code_cache: None,
    })
    .unwrap();
    let bytes = wat::parse_str(MODULE).unwrap();
    let module = host
        .prepare(&bytes, PluginLimits::default(), SnapshotMode::default())
        .unwrap();
    let clone = host.clone();
    drop(host);
    wait_for(1);
    drop(clone);
    wait_for(0);
    // It ended although a module holds the engine.
    assert!(module.report().functions.contains(&"evaluate".to_owned()));
}
