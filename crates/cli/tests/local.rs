//! The commands that need no server, run as a person runs them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail a test by panicking, as the tests do"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Answers `true` with a message, whatever it is asked.
const YES: &str = r#"(module
  (memory (export "memory") 1)
  (data (i32.const 1024) "{\"verdict\":true,\"message\":\"yes\"}")
  (func (export "evaluate") (param i32 i32) (result i64)
    (i64.or (i64.shl (i64.const 1024) (i64.const 32)) (i64.const 32))))"#;
/// Never answers.
const LOOP: &str = r#"(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (loop (br 0)) (i64.const 0)))"#;
/// Wants what no plugin gets.
const SOCKET: &str = r#"(module
  (import "env" "socket" (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))"#;

const RULES: &str = r#"rules:
  - name: big
    priority: 1
    condition:
      all:
        - { field: action.action_type, eq: payment }
        - { field: action.payload.amount, gt: 100 }
    action: deny
  - name: asks
    priority: 2
    source: wasm_plugin
    wasm_plugin: scorer
    action: suppress
"#;
const TESTS: &str = r#"
defaults: { action: { action_type: payment } }
tests:
  - name: much is denied
    action: { payload: { amount: 500 } }
    expect: { verdict: deny, rule: big, trace: { big: matched, asks: skipped } }
  - name: the plugin is asked about little
    action: { payload: { amount: 5 } }
    plugins: { scorer: { verdict: true } }
    expect: { verdict: suppress, rule: asks }
  - name: nothing matches
    action: { payload: { amount: 5 } }
    plugins: { scorer/evaluate: { verdict: false } }
    expect: { verdict: allow, rule: null }
  - name: a plugin that fails is an error
    plugins: { scorer: { failure: timeout, message: too slow } }
    action: { payload: { amount: 5 } }
    expect: { verdict: error, rule: asks, error: too slow }
  - name: a refund is no payment
    action: { action_type: refund, payload: { amount: 500 } }
    plugins: { scorer: { verdict: false } }
    expect: { verdict: allow, rule: null, trace: { big: not_matched } }
"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        if name.ends_with(".wasm") {
            fs::write(folder.path().join(name), wat::parse_str(text).unwrap()).unwrap();
        } else {
            fs::write(folder.path().join(name), text).unwrap();
        }
    }
    folder
}

fn acteon(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_acteon"))
        .current_dir(folder)
        .env("HOME", folder)
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("ACTEON_URL")
        .env_remove("ACTEON_API_KEY")
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn ends_with(output: &Output, code: i32) -> String {
    let out = String::from_utf8(output.stdout.clone()).unwrap();
    let err = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
    format!("{out}{err}")
}

#[test]
fn a_module_runs_as_on_the_server() {
    let folder = folder(&[
        ("yes.wasm", YES),
        ("loop.wasm", LOOP),
        ("no.wasm", "(module)"),
    ]);
    let run = |arguments: &[&str]| acteon(folder.path(), &[&["plugin", "run"], arguments].concat());
    let text = ends_with(&run(&["yes.wasm"]), 0);
    assert!(
        text.contains("Verdict   true") && text.contains("Message   yes"),
        "{text}"
    );
    let json = ends_with(&run(&["yes.wasm", "--json"]), 0);
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["verdict"], true);
    let text = ends_with(&run(&["loop.wasm", "--timeout-ms", "20"]), 1);
    assert!(text.contains("failed (timeout)"), "{text}");
    let text = ends_with(&run(&["yes.wasm", "--function", "other"]), 1);
    assert!(text.contains("function_not_found"), "{text}");
    ends_with(&run(&["no.wasm"]), 1);
    let text = ends_with(&run(&["missing.wasm"]), 5);
    assert!(text.contains("`missing.wasm` cannot be read"), "{text}");
    fs::write(folder.path().join("bad.json"), "{").unwrap();
    let text = ends_with(&run(&["yes.wasm", "--input", "bad.json"]), 5);
    assert!(
        text.contains("`bad.json`: not the JSON that is expected"),
        "{text}"
    );
}

#[test]
fn a_module_is_measured_and_looked_at() {
    let folder = folder(&[
        ("yes.wasm", YES),
        ("loop.wasm", LOOP),
        ("socket.wasm", SOCKET),
    ]);
    let json = ends_with(
        &acteon(
            folder.path(),
            &["--json", "plugin", "bench", "yes.wasm", "-n", "20"],
        ),
        0,
    );
    let measured: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(measured["calls"], 20);
    let slow = ["plugin", "bench", "loop.wasm", "--timeout-ms", "5"];
    assert!(ends_with(&acteon(folder.path(), &slow), 1).contains("timeout"));
    let text = ends_with(
        &acteon(folder.path(), &["plugin", "inspect", "yes.wasm"]),
        0,
    );
    assert!(text.contains("evaluate  (i32, i32) -> i64"), "{text}");
    assert!(text.contains("A server takes this module."), "{text}");
    let text = ends_with(
        &acteon(folder.path(), &["plugin", "inspect", "socket.wasm"]),
        1,
    );
    assert!(
        text.contains("env.socket") && text.contains("refuses"),
        "{text}"
    );
}

#[test]
fn rule_files_are_checked() {
    let bad = "rules:\n  - name: x\n    condition: { field: action.tenant, eqals: b }\n    action: deny\n";
    let folder = folder(&[
        ("rules.yaml", RULES),
        ("rules_test.yaml", TESTS),
        ("bad.yaml", bad),
    ]);
    let text = ends_with(&acteon(folder.path(), &["rule", "check", "rules.yaml"]), 0);
    assert!(text.contains("2 rules are good"), "{text}");
    let text = ends_with(&acteon(folder.path(), &["rule", "check", "."]), 1);
    assert!(
        text.contains("bad.yaml:3") && text.contains("eqals"),
        "{text}"
    );
    let json = ends_with(
        &acteon(folder.path(), &["--json", "rule", "check", "bad.yaml"]),
        1,
    );
    let error: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(error["errors"][0]["line"], 3);
    ends_with(&acteon(folder.path(), &["rule", "check", "nowhere.txt"]), 5);
}

#[test]
fn rules_are_tested() {
    let folder = folder(&[("rules.yaml", RULES), ("rules_test.yaml", TESTS)]);
    let text = ends_with(&acteon(folder.path(), &["rule", "test"]), 0);
    assert!(text.contains("5 passed, 0 failed"), "{text}");
    assert!(text.contains("2 of 2 enabled rules matched"), "{text}");
    assert!(!text.contains("never"), "every branch was taken: {text}");

    let json = ends_with(
        &acteon(
            folder.path(),
            &["--json", "rule", "test", "--filter", "much"],
        ),
        0,
    );
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&report["passed"], &report["coverage"]["rules_matched"]),
        (&1.into(), &1.into())
    );
    let gaps = report["coverage"]["gaps"].to_string();
    assert!(
        gaps.contains("never_false") && gaps.contains("asks"),
        "{gaps}"
    );
    let few = ["rule", "test", "--filter", "much", "--require-coverage"];
    ends_with(&acteon(folder.path(), &few), 1);
}

#[test]
fn a_test_that_fails_says_in_what() {
    let wrong = "tests:\n  - name: a & b\n    action: { action_type: payment, payload: { amount: 500 } }\n    \
                 expect: { verdict: allow, rule: asks, trace: { big: not_matched } }\n";
    let folder = folder(&[("rules.yaml", RULES), ("rules_test.yaml", wrong)]);
    let output = acteon(folder.path(), &["rule", "test", "--junit", "out.xml"]);
    let text = ends_with(&output, 1);
    for part in [
        "FAILED  ./rules_test.yaml: a & b",
        "expected  \"allow\"\n          but it is \"deny\"",
        "expected  \"asks\"\n          but it is \"big\"",
        "trace.big\n          expected  \"not_matched\"\n          but it is \"matched\"",
        "(action.payload.amount > 100)  =  true",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let xml = fs::read_to_string(folder.path().join("out.xml")).unwrap();
    assert!(
        xml.contains("tests=\"1\" failures=\"1\"") && xml.contains("a &amp; b"),
        "{xml}"
    );
}

#[test]
fn a_real_plugin_is_called_and_bad_test_files_are_said() {
    let real = "tests:\n  - name: real\n    action: { action_type: x }\n    expect: { verdict: suppress }\n";
    let folder = folder(&[
        ("rules.yaml", RULES),
        ("a_test.yaml", real),
        ("scorer.wasm", YES),
    ]);
    ends_with(
        &acteon(folder.path(), &["rule", "test", "--plugins", "."]),
        0,
    );
    // Without it the plugin is missing, as on a server.
    let text = ends_with(&acteon(folder.path(), &["rule", "test"]), 1);
    assert!(text.contains("plugin not found: scorer"), "{text}");
    for (bad, reason) in [
        (
            "tests: [{ name: a, expect: { verdict: deny }, acton: {} }]",
            "acton",
        ),
        ("tests: [{ name: a, expect: { verdict: fly } }]", "fly"),
        (
            "tests: [{ name: a, plugins: { p: {} }, expect: { verdict: deny } }]",
            "`p` needs either a `verdict` or a `failure`",
        ),
        (
            "tests: [{ name: a, expect: { verdict: deny } }, { name: a, expect: { verdict: deny } }]",
            "two tests have the name `a`",
        ),
    ] {
        fs::write(folder.path().join("a_test.yaml"), bad).unwrap();
        let text = ends_with(&acteon(folder.path(), &["rule", "test"]), 5);
        assert!(
            text.contains("a_test.yaml") && text.contains(reason),
            "{text}"
        );
    }
}

#[test]
fn a_new_plugin_is_begun() {
    let folder = folder(&[]);
    for (language, source, kit) in [
        ("rust", "src/lib.rs", "acteon-plugin/src/guest.rs"),
        ("go", "main.go", "acteon/acteon.go"),
        ("tinygo", "main.go", "acteon/acteon.go"),
        ("assemblyscript", "assembly/index.ts", "assembly/acteon.ts"),
        ("c", "plugin.c", "acteon.h"),
    ] {
        let name = format!("my-{language}");
        let new = ["plugin", "new", &name, "--language", language];
        ends_with(&acteon(folder.path(), &new), 0);
        for file in [source, kit, "README.md", "action.json"] {
            let text = fs::read_to_string(folder.path().join(&name).join(file)).unwrap();
            assert!(!text.contains("{{"), "{name}/{file}");
        }
        let readme = fs::read_to_string(folder.path().join(&name).join("README.md")).unwrap();
        let register = format!("acteon plugin register {name} ");
        assert!(readme.contains(&register), "{readme}");
    }
    // Rust is what is meant when nothing is said, and nothing is written over.
    ends_with(&acteon(folder.path(), &["plugin", "new", "my-first"]), 0);
    let manifest = fs::read_to_string(folder.path().join("my-first/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-first\""), "{manifest}");
    ends_with(&acteon(folder.path(), &["plugin", "new", "my-first"]), 5);
    ends_with(&acteon(folder.path(), &["plugin", "new", "no name!"]), 5);
}

#[test]
fn settings_come_from_the_file_too() {
    let folder = folder(&[("acteon.toml", "server = \"http://127.0.0.1:1\"\n")]);
    let text = ends_with(
        &acteon(folder.path(), &["--config", "acteon.toml", "status"]),
        3,
    );
    assert!(text.contains("the server cannot be reached"), "{text}");
    let text = ends_with(
        &acteon(folder.path(), &["--config", "missing.toml", "status"]),
        5,
    );
    assert!(text.contains("`missing.toml` cannot be read"), "{text}");
    fs::write(folder.path().join("acteon.toml"), "sever = \"x\"\n").unwrap();
    let text = ends_with(
        &acteon(folder.path(), &["--config", "acteon.toml", "status"]),
        5,
    );
    assert!(text.contains("sever"), "{text}");
    ends_with(
        &acteon(folder.path(), &["--server", "nowhere", "status"]),
        5,
    );
    ends_with(&acteon(folder.path(), &["statu"]), 2);
}

#[test]
fn completions_and_manual_pages_are_made() {
    let folder = folder(&[]);
    let text = ends_with(&acteon(folder.path(), &["completions", "bash"]), 0);
    assert!(text.contains("_acteon"), "{text}");
    ends_with(&acteon(folder.path(), &["man", "."]), 0);
    assert!(folder.path().join("acteon-plugin-run.1").is_file());
    ends_with(&acteon(folder.path(), &["man", "nowhere"]), 5);
}
