//! Every module in `tests/guests` misbehaves in one way, and says in its first lines what the host
//! must answer: `stage`, then `kind` and `message` of the error or the `verdict`, and where it
//! matters `timeout_ms`, `memory_limit_bytes` and `function`.
// Helpers of tests fail by panicking, as tests do.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use acteon_core::{PluginFailure, PluginLimits, SnapshotMode};
use acteon_wasm::{CompilationError, Host, HostConfig, InvokeRequest};

const INPUT: &[u8] = br#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{},"metadata":{}}"#;
const TIMEOUT_MS: u64 = 50;
const MEMORY_LIMIT_BYTES: u64 = 16 * 1024 * 1024;
/// No guest takes nearly as long, unless the host hangs.
const HANG: Duration = Duration::from_secs(60);

#[test]
fn every_guest_gets_what_it_expects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guests");
    let mut guests: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    guests.sort();
    assert!(guests.len() >= 45, "only {} guests", guests.len());
    let host = Host::new(HostConfig {
        max_instances: 4,
        code_cache: None,
    })
    .unwrap();
    let mut wrong = Vec::new();
    for guest in guests {
        let name = guest.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&guest).unwrap();
        let expected = Expectation::parse(&name, &text);
        let answer = within_time(&name, host.clone(), text, expected.clone());
        if answer != expected.answer {
            wrong.push(format!(
                "{name}\n  expected {}\n  answered {answer}",
                expected.answer
            ));
        }
        assert_eq!(host.memory_in_use_bytes(), 0, "{name} left memory behind");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What the first lines of a guest say.
#[derive(Clone)]
struct Expectation {
    answer: String,
    limits: PluginLimits,
    function: String,
}

impl Expectation {
    fn parse(name: &str, text: &str) -> Self {
        let fields: HashMap<&str, &str> = text
            .lines()
            .map_while(|line| line.strip_prefix(";; "))
            .filter_map(|line| line.split_once(": "))
            .collect();
        let field = |field: &str| {
            *fields
                .get(field)
                .unwrap_or_else(|| panic!("guest `{name}` says no `{field}`"))
        };
        let number =
            |field: &str, default| fields.get(field).map_or(default, |n| n.parse().unwrap());
        let stage = field("stage");
        let answer = match fields.get("verdict") {
            Some(verdict) => format!("{stage} verdict {verdict}"),
            None => format!("{stage} {}: {}", field("kind"), field("message")),
        };
        let memory = number("memory_limit_bytes", MEMORY_LIMIT_BYTES);
        Self {
            answer,
            limits: PluginLimits::new(memory, number("timeout_ms", TIMEOUT_MS)).unwrap(),
            function: (*fields.get("function").unwrap_or(&"evaluate")).to_owned(),
        }
    }
}

/// Runs the guest on a thread of its own, so that a hang is a failure with a name.
fn within_time(name: &str, host: Host, text: String, expected: Expectation) -> String {
    let (done, answer) = mpsc::channel();
    std::thread::spawn(move || done.send(run(&host, &text, &expected)));
    answer
        .recv_timeout(HANG)
        .unwrap_or_else(|error| panic!("guest `{name}` hangs or panics: {error}"))
}

fn run(host: &Host, text: &str, expected: &Expectation) -> String {
    let bytes = wat::parse_str(text).unwrap();
    let module = match host.prepare(&bytes, expected.limits, SnapshotMode::default()) {
        Ok(module) => module,
        Err(error) => return format!("prepare {}: {error}", kind(&error)),
    };
    let request = InvokeRequest {
        function: &expected.function,
        input: INPUT,
        limits: expected.limits,
        deadline: None,
        realtime: SystemTime::UNIX_EPOCH,
    };
    match host.invoke(&module, &request).result {
        Ok(output) => format!("invoke verdict {}", output.verdict),
        Err(PluginFailure { kind, message }) => format!("invoke {}: {message}", kind.as_str()),
    }
}

fn kind(error: &CompilationError) -> &'static str {
    match error {
        CompilationError::NotAModule(_) => "not_a_module",
        CompilationError::Refused(_) => "refused",
        CompilationError::Compiler { .. } => "compiler",
        CompilationError::NoSnapshot(_) => "no_snapshot",
        CompilationError::Trial { failure, .. } => failure.kind.as_str(),
    }
}
