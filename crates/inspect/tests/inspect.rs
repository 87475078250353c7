//! What is read from modules, and what is said about files that are none.
// Helpers of tests fail by panicking, as tests do.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::ops::ControlFlow;

use acteon_inspect::{
    Initialisation, InspectError, Inspection, Memory, ModuleReport, Placement, Refusal, inspect,
};

fn module(fields: &str) -> Vec<u8> {
    wat::parse_str(format!("(module {fields})")).unwrap()
}

fn reason(bytes: &[u8]) -> String {
    inspect(bytes).unwrap_err().to_string()
}

#[test]
fn files_that_are_no_modules() {
    let cases: [(&[u8], &str); 9] = [
        (b"", "the file is empty"),
        (b"(module)", "this is WebAssembly text"),
        (b"  ;; comment\n(module)", "this is WebAssembly text"),
        (b"\0asm\x0d\0\x01\0", "this is a WebAssembly component"),
        (b"\0asm\x02\0\0\0", "this module has binary version 2"),
        (
            b"\0asm",
            "the module is not valid: the header is incomplete",
        ),
        (b"\x7fELF\x02\x01", "this is a native program or library"),
        (b"PK\x03\x04", "this is a zip archive"),
        (b"hello", "this is not a WebAssembly module"),
    ];
    for (bytes, expected) in cases {
        let reason = reason(bytes);
        assert!(reason.starts_with(expected), "{bytes:?}: {reason}");
    }
}

#[test]
fn damaged_modules_are_errors_wherever_they_are_cut_or_changed() {
    let whole = module(
        r#"(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
           (memory (export "memory") 1) (table 2 funcref) (global i32 (i32.const 1))
           (func (export "evaluate") (param i32 i32) (result i64) (local i64) (i64.const 0))
           (elem (i32.const 0) func 0) (data (i32.const 0) "x")"#,
    );
    assert!(inspect(&whole).is_ok());
    for end in 0..whole.len() {
        // A cut between two sections may leave a module that is valid.
        let _ = inspect(&whole[..end]);
        for bit in 0..8 {
            let mut changed = whole.clone();
            changed[end] ^= 1 << bit;
            if let Ok(report) = inspect(&changed) {
                let _ = report.refusals(65_536);
            }
        }
    }
    assert!(matches!(
        inspect(&whole[..whole.len() - 1]),
        Err(InspectError::Invalid { .. })
    ));
}

/// In the smallest steps.
fn in_steps(bytes: &[u8]) -> Result<ModuleReport, InspectError> {
    let mut inspection = Inspection::new(bytes)?;
    let mut steps = 0;
    loop {
        steps += 1;
        match inspection.step(1) {
            ControlFlow::Continue(further) => inspection = further,
            ControlFlow::Break(done) => {
                assert!(done.is_err() || steps > 3, "{steps}");
                return done;
            }
        }
    }
}

#[test]
fn steps_come_to_the_same_as_the_whole() {
    let accepted = module(
        r#"(import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
           (memory (export "memory") 1) (data (i32.const 0) "x")
           (func (export "evaluate") (param i32 i32) (result i64) (local i64) (i64.const 0))
           (func (export "other") (param i32 i32) (result i64) (i64.const 1))"#,
    );
    let refused = module(r#"(memory (export "memory") i64 1) (func (export "x"))"#);
    let feature = module(
        r#"(memory (export "memory") 1)
           (func (export "evaluate") (param i32 i32) (result i64)
             (drop (i32.atomic.load (i32.const 0))) (i64.const 0))"#,
    );
    for whole in [accepted, refused, feature] {
        assert!(inspect(&whole).is_ok());
        assert_eq!(in_steps(&whole), inspect(&whole));
        for end in 0..whole.len() {
            let mut changed = whole.clone();
            changed[end] ^= 0x41;
            assert_eq!(in_steps(&changed), inspect(&changed), "byte {end}");
            assert_eq!(
                in_steps(&whole[..end]),
                inspect(&whole[..end]),
                "cut at {end}"
            );
        }
    }
}

#[test]
fn imports_that_are_answered() {
    let bytes = module(
        r#"(import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
           (import "wasi_snapshot_preview1" "fd_write" (func (param i32)))
           (import "env" "log" (func))
           (memory (export "memory") 1)"#,
    );
    let report = inspect(&bytes).unwrap();
    let answered: Vec<bool> = report.imports.iter().map(|i| i.is_answered()).collect();
    assert_eq!(answered, [true, false, false]);
}

#[test]
fn the_report() {
    let bytes = module(
        r#"(import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
           (memory (export "memory") 2 10) (table 7 funcref)
           (func $start) (start $start)
           (func (export "_initialize"))
           (func (export "malloc") (param i32) (result i32) (i32.const 0))
           (func (export "score") (param i32 i32) (result i64) (i64.const 0))
           (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0))"#,
    );
    let report = inspect(&bytes).unwrap();
    assert_eq!(report.size_bytes, bytes.len() as u64);
    assert_eq!(report.functions, ["score", "evaluate"]);
    assert_eq!(report.imports.len(), 1);
    assert_eq!(report.imports[0].name, "random_get");
    assert_eq!(
        report.memory,
        Some(Memory {
            minimum_bytes: 131_072,
            maximum_bytes: Some(655_360)
        })
    );
    assert!(report.has_start_section);
    assert_eq!(report.entry, Initialisation::Initialize);
    assert_eq!(report.allocator, Placement::Malloc);
    assert_eq!(report.declared_bytes(), 131_072 + 7 * 8);
    assert_eq!(report.refusals(131_128), []);
    assert_eq!(report.refusals(131_127).len(), 1);
}

#[test]
fn the_best_allocator_is_chosen() {
    let one =
        |name: &str| format!(r#"(func (export "{name}") (param i32) (result i32) (i32.const 0))"#);
    let new = r#"(func (export "__new") (param i32 i32) (result i32) (i32.const 0))"#;
    let cases = [
        (String::new(), Placement::Grow),
        (one("malloc"), Placement::Malloc),
        (one("__pin") + &one("malloc"), Placement::Malloc),
        (one("__pin") + new, Placement::AssemblyScript),
        (
            one("__pin") + new + &one("malloc"),
            Placement::AssemblyScript,
        ),
        (one("malloc") + &one("allocate"), Placement::Allocate),
        (
            r#"(func (export "malloc") (param i64) (result i32) (i32.const 0))"#.to_owned(),
            Placement::Grow,
        ),
    ];
    for (fields, expected) in cases {
        assert_eq!(
            inspect(&module(&fields)).unwrap().allocator,
            expected,
            "{fields}"
        );
    }
}

#[test]
fn functions_that_would_keep_the_compiler_busy() {
    let large = format!(
        "(func {})",
        "(drop (i64.const 0x7fffffffffffffff))".repeat(25_000)
    );
    let many = "(func)".repeat(50_001);
    let woven = format!(
        "(func (param i32) (local {}) {})",
        "i32 ".repeat(4_999),
        "(loop)".repeat(2_001)
    );
    for (fields, expected) in [
        (large, "function 0 has 300002 bytes of code"),
        (many, "the module defines 50001 functions"),
        (
            woven,
            "the module would take too long to compile, above all function 0 with its 5000 local \
             variables and 2001 blocks",
        ),
    ] {
        let refusals = inspect(&module(&fields)).unwrap().refusals(65_536);
        assert!(
            refusals.iter().any(|r| r.to_string().starts_with(expected)),
            "{refusals:?}"
        );
    }
}

#[test]
fn modules_that_would_fill_the_memory() {
    let imports = r#"(import "" "" (func))"#.repeat(100_000);
    let exports = |count: usize, long: &str| {
        let export = |number| format!(r#"(export "{long}{number}" (func $f))"#);
        "(func $f)".to_owned() + &(0..count).map(export).collect::<String>()
    };
    for (fields, expected, kept) in [
        (imports, "the module has 100000 imports", 1_000),
        (exports(10_001, ""), "the module has 10001 exports", 10_000),
        (
            exports(11, &"x".repeat(99_998)),
            "the names of the exports have 1099990 bytes together",
            11,
        ),
        (
            exports(10_000, ""),
            "the module exports no function",
            10_000,
        ),
    ] {
        let report = inspect(&module(&fields)).unwrap();
        let refusals = report.refusals(65_536);
        assert!(
            refusals.iter().any(|r| r.to_string().starts_with(expected)),
            "{refusals:?}"
        );
        assert_eq!(report.imports.len() + report.exports.len(), kept);
    }
}

#[test]
fn a_module_of_bad_functions_is_refused_for_the_first_of_them() {
    let functions = format!("(func (local {}))", "i32 ".repeat(10_001)).repeat(200);
    let refusals = inspect(&module(&functions)).unwrap().refusals(65_536);
    let locals = |r: &&Refusal| matches!(r, Refusal::TooManyLocals { .. });
    assert_eq!(refusals.iter().filter(locals).count(), 100);
}
