//! Many calls at once, and calls after a pause.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use acteon_core::{PluginFailureKind, PluginLimits};
use acteon_wasm::{Host, HostConfig, InvokeRequest, Overrun};

use crate::support::{YES, evaluate, host, module, request};

const LOOP: &str = r#"(memory (export "memory") 1)
    (func (export "evaluate") (param i32 i32) (result i64) (loop $l (br $l)) (i64.const 0))"#;

#[test]
fn sixty_four_threads() {
    let host = Host::new(HostConfig {
        max_instances: 64,
        code_cache: None,
    })
    .unwrap();
    let (good, bad) = (module(&host, YES), module(&host, LOOP));
    let hurried = InvokeRequest {
        limits: PluginLimits::new(1 << 20, 5).unwrap(),
        ..request()
    };
    thread::scope(|scope| {
        for number in 0..64 {
            let (host, good, bad) = (&host, &good, &bad);
            scope.spawn(move || {
                for _ in 0..50 {
                    assert!(evaluate(host, good).unwrap().verdict);
                }
                if number % 8 == 0 {
                    let failure = host.invoke(bad, &hurried).result.unwrap_err();
                    assert_eq!(failure.message, "plugin timed out after 5ms");
                }
            });
        }
    });
    assert_eq!(host.memory_in_use_bytes(), 0);
}

#[test]
fn more_calls_than_instances_are_told_to_come_back() {
    const THREADS: usize = 12;
    let host = host();
    let module = module(&host, LOOP);
    let slow = InvokeRequest {
        limits: PluginLimits::new(1 << 20, 300).unwrap(),
        ..request()
    };
    let barrier = Barrier::new(THREADS);
    let (ran, refused) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                barrier.wait();
                match host.invoke(&module, &slow).result.unwrap_err().kind {
                    PluginFailureKind::Timeout => ran.fetch_add(1, Ordering::Relaxed),
                    PluginFailureKind::Saturated => refused.fetch_add(1, Ordering::Relaxed),
                    other => panic!("{other:?}"),
                };
            });
        }
    });
    let (ran, refused) = (ran.into_inner(), refused.into_inner());
    assert!(
        ran >= 1 && ran + refused == THREADS as u32,
        "{ran}, {refused}"
    );
    // The places are free again.
    assert_eq!(
        host.invoke(&module, &slow).result.unwrap_err().kind,
        PluginFailureKind::Timeout
    );
}

#[test]
fn a_host_that_was_idle_still_keeps_the_time() {
    let host = host();
    let module = module(&host, LOOP);
    let short = InvokeRequest {
        limits: PluginLimits::new(1 << 20, 5).unwrap(),
        ..request()
    };
    for pause_ms in [0, 50, 150, 250] {
        // The pause is longer and shorter than the time after which the ticker parks.
        thread::park_timeout(Duration::from_millis(pause_ms));
        let failure = host.invoke(&module, &short).result.unwrap_err();
        assert_eq!(failure.kind, PluginFailureKind::Timeout);
    }
}

#[test]
fn a_call_that_uses_much_of_the_processor_is_told_once() {
    let host = host();
    let (good, bad) = (module(&host, YES), module(&host, LOOP));
    let told = Arc::new(AtomicU32::new(0));
    let watch = |after| {
        let told = Arc::clone(&told);
        Overrun {
            after,
            tell: Arc::new(move || {
                told.fetch_add(1, Ordering::SeqCst);
            }),
        }
    };
    let invocation = host.invoke_watched(&good, &request(), &watch(Duration::from_secs(3600)));
    assert!(invocation.result.unwrap().verdict);
    assert!(!invocation.overran);
    assert_eq!(told.load(Ordering::SeqCst), 0);
    let hurried = InvokeRequest {
        limits: PluginLimits::new(1 << 20, 50).unwrap(),
        ..request()
    };
    let invocation = host.invoke_watched(&bad, &hurried, &watch(Duration::from_micros(100)));
    assert_eq!(
        invocation.result.unwrap_err().kind,
        PluginFailureKind::Timeout
    );
    assert!(invocation.overran);
    assert_eq!(told.load(Ordering::SeqCst), 1);
}
