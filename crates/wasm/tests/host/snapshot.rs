//! Initialised once, called many times.

use acteon_core::{PluginLimits, SnapshotMode};
use acteon_wasm::{
    CodeCacheConfig, CompilationError, Host, HostConfig, InvokeRequest, PreparedModule, Snapshot,
};

use crate::support::{evaluate, host, limits, request, wasm};

/// Counts its initialisations in a global and in memory, and answers `true` if that was one each
/// and the call itself changed nothing before.
const COUNTS: &str = r#"
    (memory (export "memory") 1)
    (data (i32.const 16) "{\"verdict\":true}")
    (data (i32.const 48) "{\"verdict\":false}")
    (global $count (mut i32) (i32.const 0))
    (func $initialise
      (global.set $count (i32.add (global.get $count) (i32.const 1)))
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))))
    (func (export "evaluate") (param i32 i32) (result i64)
      (global.set $count (i32.add (global.get $count) (i32.const 1)))
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
      (if (result i64) (i32.and
            (i32.eq (global.get $count) (i32.const 2))
            (i32.eq (i32.load (i32.const 0)) (i32.const 2)))
        (then (i64.const 0x1000000010))
        (else (i64.const 0x3000000011))))"#;
/// Answers with what it printed while it was initialised, so that a second time shows.
const PRINTS: &str = r#"
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 16) "{\"verdict\":true}")
    (data (i32.const 64) "\48\00\00\00\05\00\00\00hello")
    (func (export "_initialize")
      (drop (call $write (i32.const 2) (i32.const 64) (i32.const 1) (i32.const 0))))
    (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010))"#;

fn prepare(host: &Host, fields: &str, mode: SnapshotMode) -> PreparedModule {
    host.prepare(&wasm(fields), limits(), mode).unwrap()
}

/// A module whose `_initialize` runs `body`.
fn initialising(imports: &str, body: &str) -> String {
    format!(
        r#"{imports}
           (memory (export "memory") 1)
           (table $table 2 funcref)
           (data (i32.const 16) "{{\"verdict\":true}}")
           (func (export "_initialize") {body})
           (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010))"#
    )
}

const CLOCK: &str = r#"(import "wasi_snapshot_preview1" "clock_time_get"
    (func $clock (param i32 i64 i32) (result i32)))"#;
const READ_CLOCK: &str = "(drop (call $clock (i32.const 1) (i64.const 0) (i32.const 128)))";
const RANDOM: &str = r#"(import "wasi_snapshot_preview1" "random_get"
    (func $random (param i32 i32) (result i32)))"#;
const READ_RANDOM: &str = "(drop (call $random (i32.const 128) (i32.const 8)))";

#[test]
fn every_call_starts_with_one_initialisation_whatever_the_mode_and_the_entry() {
    let host = host();
    for entry in [
        r#"(export "_initialize" (func $initialise))"#,
        r#"(export "_start" (func $initialise))"#,
        "(start $initialise)",
    ] {
        let fields = format!("{COUNTS} {entry}");
        for mode in SnapshotMode::ALL {
            let module = prepare(&host, &fields, mode);
            let taken = mode != SnapshotMode::Never;
            assert_eq!(module.snapshot().is_taken(), taken, "{entry} {mode:?}");
            for _ in 0..3 {
                assert!(
                    evaluate(&host, &module).unwrap().verdict,
                    "{entry} {mode:?}"
                );
            }
        }
    }
}

#[test]
fn the_initialisation_does_not_run_again() {
    let host = host();
    let stderr = |mode| {
        host.invoke(&prepare(&host, PRINTS, mode), &request())
            .stderr
    };
    assert_eq!(stderr(SnapshotMode::Never), "hello");
    assert_eq!(stderr(SnapshotMode::Auto), "");
}

#[test]
fn what_reads_clock_or_random_numbers_is_kept_only_when_asked_for() {
    let host = host();
    let cases = [
        (initialising(CLOCK, READ_CLOCK), "the clock"),
        (initialising(RANDOM, READ_RANDOM), "random numbers"),
    ];
    for (fields, what) in cases {
        let auto = prepare(&host, &fields, SnapshotMode::Auto);
        assert!(!auto.snapshot().is_taken());
        assert!(
            auto.snapshot().to_string().contains(what),
            "{}",
            auto.snapshot()
        );
        assert!(evaluate(&host, &auto).unwrap().verdict);
        let always = prepare(&host, &fields, SnapshotMode::Always);
        assert_eq!(always.snapshot().frozen().unwrap().to_string(), what);
        assert!(evaluate(&host, &always).unwrap().verdict);
    }
}

#[test]
fn the_monotonic_clock_does_not_go_back_behind_the_snapshot() {
    let host = host();
    // Loses some time after it was initialised, so that the clock of the call alone is behind.
    let fields = format!(
        r#"{CLOCK}
        (memory (export "memory") 1)
        (data (i32.const 16) "{{\"verdict\":true}}") (data (i32.const 48) "{{\"verdict\":false}}")
        (func $now (result i64)
          (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 128)))
          (i64.load (i32.const 128)))
        (func (export "_initialize")
          (loop $wait (br_if $wait (i64.lt_u (call $now) (i64.const 20000000))))
          (i64.store (i32.const 136) (call $now)))
        (func (export "evaluate") (param i32 i32) (result i64)
          (if (result i64) (i64.ge_u (call $now) (i64.load (i32.const 136)))
            (then (i64.const 0x1000000010)) (else (i64.const 0x3000000011))))"#
    );
    let module = prepare(&host, &fields, SnapshotMode::Always);
    assert!(evaluate(&host, &module).unwrap().verdict);
}

#[test]
fn a_module_whose_state_cannot_be_kept_goes_without_or_is_refused() {
    let host = host();
    let fields = initialising(
        "",
        "(table.set $table (i32.const 1) (ref.null func)) (i32.store (i32.const 0) (i32.const 1))",
    );
    let auto = prepare(&host, &fields, SnapshotMode::Auto);
    assert_eq!(
        auto.snapshot().to_string(),
        "it allows no snapshot: unsupported `table.set` instruction"
    );
    assert!(evaluate(&host, &auto).unwrap().verdict);
    let refused = host.prepare(&wasm(&fields), limits(), SnapshotMode::Always);
    assert_eq!(
        refused.err().unwrap().to_string(),
        "compilation error: `snapshot` is `always`, but it allows no snapshot: unsupported \
         `table.set` instruction; register it with `auto` or `never`"
    );
}

#[test]
fn exports_with_the_names_of_the_instrumentation_are_no_obstacle() {
    let fields = format!(
        r#"{COUNTS} (export "_initialize" (func $initialise)) (export "__wizer_memory_0" (memory 0))"#
    );
    let host = host();
    let module = prepare(&host, &fields, SnapshotMode::Auto);
    assert!(!module.snapshot().is_taken());
    assert!(evaluate(&host, &module).unwrap().verdict);
}

#[test]
fn what_was_refused_memory_is_not_kept() {
    let host = host();
    let fields = initialising("", "(drop (memory.grow (i32.const 1000)))");
    let module = prepare(&host, &fields, SnapshotMode::Auto);
    assert_eq!(module.snapshot(), &Snapshot::MemoryRefused);
    let failure = evaluate(&host, &module).map(|output| output.verdict);
    assert_eq!(failure, Ok(true), "it went on without the memory");
}

#[test]
fn nothing_to_initialise_is_said_and_accepted() {
    let host = host();
    let module = prepare(&host, crate::support::YES, SnapshotMode::Always);
    assert_eq!(module.snapshot(), &Snapshot::NothingToInitialise);
}

#[test]
fn memory_that_the_initialisation_took_counts_against_later_limits() {
    let host = host();
    let fields = initialising("", "(drop (memory.grow (i32.const 9)))");
    let module = prepare(&host, &fields, SnapshotMode::Auto);
    assert!(module.snapshot().is_taken());
    let invocation = host.invoke(&module, &request());
    assert_eq!(
        invocation.memory_used_bytes,
        16 * 65_536,
        "10 pages, and 6 for the input"
    );
    let less = PluginLimits::new(9 * 65_536, 1000).unwrap();
    let refused = module.check_limits(less).unwrap_err();
    assert!(matches!(refused, CompilationError::Refused(_)), "{refused}");
    let invocation = host.invoke(
        &module,
        &InvokeRequest {
            limits: less,
            ..request()
        },
    );
    assert!(invocation.result.is_err());
}

#[test]
fn the_next_start_takes_the_snapshot_from_the_cache() {
    let directory = tempfile::tempdir().unwrap();
    let start = || {
        let code_cache = Some(CodeCacheConfig {
            directory: directory.path().to_owned(),
            key: [7; 32],
        });
        Host::new(HostConfig {
            max_instances: 2,
            code_cache,
        })
        .unwrap()
    };
    let fields = initialising(RANDOM, READ_RANDOM);
    let before = prepare(&start(), &fields, SnapshotMode::Always);
    let host = start();
    let after = prepare(&host, &fields, SnapshotMode::Always);
    assert!(after.from_cache());
    assert_eq!(after.snapshot(), before.snapshot());
    assert!(evaluate(&host, &after).unwrap().verdict);
    let auto = prepare(&host, &fields, SnapshotMode::Auto);
    assert!(!auto.from_cache() && !auto.snapshot().is_taken());

    // With a higher limit it comes to something else, so the lower one leaves nothing behind.
    let greedy = wasm(&initialising("", "(drop (memory.grow (i32.const 300)))"));
    let prepare = |bytes| {
        let limits = PluginLimits::new(bytes, 10_000).unwrap();
        host.prepare(&greedy, limits, SnapshotMode::Auto).unwrap()
    };
    let refused = prepare(16 * 1024 * 1024);
    assert_eq!(refused.snapshot(), &Snapshot::MemoryRefused);
    assert!(prepare(32 * 1024 * 1024).snapshot().is_taken());
}
