//! The commands that take a server, run as a person runs them, against the server that `cargo xtask
//! test --only clients` started.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail a test by panicking, as the tests do"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("`{name}` is not set: `cargo xtask test --only clients` starts a server and sets it")
    })
}

/// Runs a command that is to end with `code`, and answers what it printed.
#[track_caller]
fn acteon(arguments: &[&str], input: &str, code: i32) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_acteon"))
        .env("ACTEON_CLI_CONFIG", "/dev/null")
        .env("ACTEON_URL", setting("ACTEON_URL"))
        .env("ACTEON_API_KEY", setting("ACTEON_API_KEY"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
    text
}

#[track_caller]
fn as_json(arguments: &[&str], input: &str) -> Value {
    let arguments = [&["--json"], arguments].concat();
    serde_json::from_str(&acteon(&arguments, input, 0)).unwrap()
}

fn name(what: &str) -> String {
    format!("{what}-{}", std::process::id())
}

#[test]
fn a_plugin_lives_and_dies() {
    let name = name("cli");
    let name = name.as_str();
    let module = setting("ACTEON_PLUGIN");
    let register = ["plugin", "register", name, &module, "--timeout-ms", "2000"];
    let text = acteon(&register, "", 0);
    assert!(text.contains(&format!("Name          {name}")), "{text}");
    let text = acteon(&register, "", 4);
    assert!(text.contains("(status 409)"), "{text}");
    let missing = Path::new(&module).with_extension("nothing");
    acteon(
        &["plugin", "register", "x", missing.to_str().unwrap()],
        "",
        5,
    );

    assert!(acteon(&["plugin", "list"], "", 0).contains(name));
    let low = json!({"payload": {"priority": "low"}}).to_string();
    let text = acteon(&["plugin", "test", name, "--input", "-"], &low, 0);
    assert!(
        text.contains("low priority actions are suppressed"),
        "{text}"
    );
    acteon(&["plugin", "test", name, "--function", "nowhere"], "", 4);

    let updated = as_json(
        &["plugin", "update", name, "--disable", "--if-match", "1"],
        "",
    );
    assert_eq!(
        (&updated["enabled"], &updated["revision"]),
        (&json!(false), &json!(2))
    );
    let text = acteon(
        &["plugin", "update", name, "--enable", "--if-match", "1"],
        "",
        4,
    );
    assert!(text.contains("(status 412)"), "{text}");
    let replaced = as_json(
        &["plugin", "replace", name, &module, "--description", "next"],
        "",
    );
    assert_eq!(replaced["description"], "next");
    let restored = as_json(&["plugin", "restore", name, "1"], "");
    assert_eq!(restored["description"], Value::Null);
    assert!(acteon(&["plugin", "show", name], "", 0).contains("Functions     evaluate"));
    acteon(&["plugin", "delete", name], "", 0);
    let text = acteon(&["--json", "plugin", "show", name], "", 4);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["status"], 404);
}

#[test]
fn rules_are_asked_and_switched() {
    let rules = as_json(&["rule", "list"], "");
    let rule = rules[0]["name"].as_str().unwrap().to_owned();
    assert!(acteon(&["rule", "disable", &rule], "", 0).contains("is disabled"));
    assert!(acteon(&["rule", "enable", &rule], "", 0).contains("is enabled"));
    acteon(&["rule", "enable", "no-such-rule"], "", 4);
    assert!(acteon(&["rule", "reload"], "", 0).contains("rules loaded"));
    acteon(&["rule", "coverage"], "", 0);
    let action = json!({
        "namespace": "cli", "tenant": "t", "provider": "email", "action_type": "heartbeat", "payload": {}
    })
    .to_string();
    let evaluate = ["rule", "evaluate", "-", "--expect", "allow"];
    let text = acteon(&evaluate, &action, 0);
    assert!(
        text.contains("Verdict  allow") && text.contains("matched  heartbeat"),
        "{text}"
    );
    acteon(&["rule", "evaluate", "-", "--expect", "deny"], &action, 1);
    acteon(&["rule", "evaluate", "-"], "[]", 5);
}

#[test]
fn actions_are_dispatched_and_found_again() {
    let tenant = name("t");
    let action = |to: &str| {
        json!({
            "namespace": "cli", "tenant": tenant, "provider": "email", "action_type": "heartbeat",
            "payload": {"to": to}
        })
    };
    let text = acteon(&["dispatch", "-"], &action("a").to_string(), 0);
    assert!(text.starts_with("executed"), "{text}");
    let text = acteon(&["dispatch", "-", "--dry-run"], &action("a").to_string(), 0);
    assert!(
        text.contains("allow") && text.contains("heartbeat, to email"),
        "{text}"
    );
    // One below the other, as a log has them.
    let lines = format!("{}\n{}\n", action("b"), action("c"));
    assert_eq!(acteon(&["dispatch", "-"], &lines, 0).lines().count(), 2);
    let mut lost = action("d");
    lost["provider"] = json!("carrier-pigeon");
    let text = acteon(&["dispatch", "-"], &lost.to_string(), 1);
    assert!(text.contains("PROVIDER_NOT_FOUND"), "{text}");
    acteon(&["dispatch", "-"], "{}", 4);

    let found = acteon(
        &[
            "--json",
            "audit",
            "--tenant",
            &tenant,
            "--outcome",
            "executed",
        ],
        "",
        0,
    );
    let records: Vec<Value> = found
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(records.len(), 3);
    assert_eq!(records[0]["action_payload"]["to"], "c", "newest first");
    let id = records[0]["action_id"].as_str().unwrap();
    assert!(acteon(&["audit", id], "", 0).contains("\"to\": \"c\""));
    let two = acteon(&["audit", "--tenant", &tenant, "-n", "2"], "", 0);
    assert_eq!(two.lines().count(), 2);
}

#[test]
fn a_followed_audit_shows_each_new_record_once() {
    let tenant = name("followed");
    let action = |to: &str| {
        json!({
            "namespace": "cli", "tenant": tenant, "provider": "email", "action_type": "heartbeat",
            "payload": {"to": to}
        })
        .to_string()
    };
    for to in ["a", "b", "c"] {
        acteon(&["dispatch", "-"], &action(to), 0);
    }
    let mut follower = Command::new(env!("CARGO_BIN_EXE_acteon"))
        .env("ACTEON_CLI_CONFIG", "/dev/null")
        .env("ACTEON_URL", setting("ACTEON_URL"))
        .env("ACTEON_API_KEY", setting("ACTEON_API_KEY"))
        .args([
            "--json", "audit", "--follow", "-n", "2", "--tenant", &tenant,
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(follower.stdout.take().unwrap()).lines();
    let mut next = || {
        let record: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        record["action_payload"]["to"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        [next(), next()],
        ["b", "c"],
        "the last ones first, in their order"
    );
    for to in ["d", "e"] {
        acteon(&["dispatch", "-"], &action(to), 0);
        assert_eq!(next(), to);
    }
    follower.kill().unwrap();
    follower.wait().unwrap();
}

#[test]
fn the_server_says_how_it_is() {
    let text = acteon(&["status"], "", 0);
    assert!(
        text.contains("Ready        yes") && text.contains("(admin)"),
        "{text}"
    );
    acteon(&["--api-key", "acteon_nobody_0", "status"], "", 4);
}
