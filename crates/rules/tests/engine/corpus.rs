//! Every file in `tests/corpus` is a case: rules, actions, and what has to come of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use acteon_core::{Action, PluginFailure, PluginFailureKind, PluginOutput, VerdictKind};
use acteon_rules::{
    Decision, Options, Request, RuleFile, RuleSet, StateSnapshot, Trace, evaluate, load,
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::support::{Plugins, files, name_of, noon, options};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows; for the reader.
    #[allow(dead_code, reason = "for people")]
    about: String,
    /// The rule file, or several by name.
    rules: RuleText,
    cases: Vec<Decide>,
    /// Every warning of the load, as text.
    #[serde(default)]
    warnings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RuleText {
    One(String),
    Named(BTreeMap<String, String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decide {
    #[serde(default)]
    action: Action,
    #[serde(default)]
    plugins: BTreeMap<String, PluginAnswer>,
    #[serde(default)]
    at: Option<Timestamp>,
    #[serde(default)]
    seen: HashMap<String, u64>,
    #[serde(default)]
    counters: HashMap<String, u64>,
    #[serde(default)]
    evaluate_all: bool,
    #[serde(default)]
    include_disabled: bool,
    /// Overrides `enabled` of rules.
    #[serde(default)]
    enabled: HashMap<String, bool>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum PluginAnswer {
    Verdict(bool),
    Failure {
        kind: PluginFailureKind,
        error: String,
    },
    Output {
        verdict: bool,
        message: Option<String>,
        metadata: Option<Map<String, Value>>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    verdict: VerdictKind,
    #[serde(default)]
    matched: Option<String>,
    #[serde(default)]
    has_errors: bool,
    /// Kind and message of the error that ended the decision.
    #[serde(default)]
    error: Option<[String; 2]>,
    #[serde(default)]
    evaluated: Option<usize>,
    #[serde(default)]
    skipped: Option<usize>,
    #[serde(default)]
    modified_payload: Option<Value>,
    /// Every call as `plugin/function`, the deciding ones with `!` in front.
    #[serde(default)]
    calls: Option<Vec<String>>,
    /// Every key that may be read, as `seen:key` or `counter:rule`.
    #[serde(default)]
    state_keys: Option<Vec<String>>,
    /// Every key that was read.
    #[serde(default)]
    state_keys_read: Option<BTreeSet<String>>,
    /// A fragment of every entry; of `parts` those that are wanted.
    #[serde(default)]
    trace: Option<Vec<Value>>,
}

#[test]
fn every_case_is_decided_as_it_says() {
    let files = files("corpus");
    assert!(files.len() >= 60, "only {} cases", files.len());
    let mut failures = Vec::new();
    for file in files {
        let name = name_of(&file);
        let text = std::fs::read_to_string(&file).expect("a readable case");
        match serde_saphyr::from_str::<Case>(&text) {
            Ok(case) => run(&name, &case, &mut failures),
            Err(error) => failures.push(format!("{name} is no case: {error}")),
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn run(name: &str, case: &Case, failures: &mut Vec<String>) {
    let files: Vec<RuleFile> = match &case.rules {
        RuleText::One(text) => vec![("rules.yaml".to_owned(), text.clone())],
        RuleText::Named(files) => files.clone().into_iter().collect(),
    }
    .into_iter()
    .map(|(path, text)| RuleFile { path, text })
    .collect();
    let rules = match load(&files, &options()) {
        Ok(rules) => rules,
        Err(problems) => {
            failures.extend(problems.iter().map(|problem| format!("{name}: {problem}")));
            return;
        }
    };
    let warnings: Vec<String> = rules.warnings().iter().map(ToString::to_string).collect();
    if warnings != case.warnings {
        failures.push(format!("{name}: warnings are {warnings:#?}"));
    }
    for (number, decide) in case.cases.iter().enumerate() {
        let rules = rules.with_enabled(&decide.enabled);
        for difference in differences(&rules, decide) {
            failures.push(format!("{name}: case {number}: {difference}"));
        }
    }
}

fn differences(rules: &RuleSet, case: &Decide) -> Vec<String> {
    let plugins = Plugins(
        case.plugins
            .iter()
            .map(|(name, answer)| (name.clone(), answer.result()))
            .collect(),
    );
    let state = StateSnapshot {
        seen: case.seen.clone(),
        counters: case.counters.clone(),
    };
    let decide = |trace| {
        evaluate(
            rules,
            &Request {
                action: &case.action,
                instant: case.at.unwrap_or_else(noon),
                plugins: &plugins,
                state: &state,
                deadline: None,
                options: Options {
                    include_disabled: case.include_disabled,
                    evaluate_all: case.evaluate_all,
                    trace,
                },
            },
        )
    };
    let decision = decide(Trace::Full);
    let mut found = Vec::new();
    let untraced = decide(Trace::Off);
    if !untraced.trace.is_empty() {
        found.push("there is a trace although none was wanted".to_owned());
    }
    if untraced
        != (Decision {
            trace: Vec::new(),
            explanation: None,
            ..decision.clone()
        })
    {
        found.push(format!("without a trace the decision is {untraced:#?}"));
    }
    let expect = &case.expect;
    let name = |index: usize| rules.rules()[index].name().to_owned();
    check(&mut found, "verdict", &decision.verdict, &expect.verdict);
    check(
        &mut found,
        "matched",
        &decision.matched.map(name),
        &expect.matched,
    );
    check(
        &mut found,
        "has_errors",
        &decision.has_errors,
        &expect.has_errors,
    );
    let error = decision
        .error
        .as_ref()
        .map(|error| [error.kind.as_str().to_owned(), error.message.clone()]);
    check(&mut found, "error", &error, &expect.error);
    check(
        &mut found,
        "modified_payload",
        &decision.modified_payload,
        &expect.modified_payload,
    );
    if let Some(evaluated) = &expect.evaluated {
        check(&mut found, "evaluated", &decision.evaluated, evaluated);
    }
    if let Some(skipped) = &expect.skipped {
        check(&mut found, "skipped", &decision.skipped, skipped);
    }
    if let Some(calls) = &expect.calls {
        let made: Vec<String> = decision
            .calls
            .iter()
            .map(|call| {
                let mark = if call.deciding { "!" } else { "" };
                format!("{mark}{}/{}", call.plugin, call.function)
            })
            .collect();
        check(&mut found, "calls", &made, calls);
    }
    if let Some(keys) = &expect.state_keys {
        let read = rules.state_keys(&case.action);
        let read: Vec<String> = read
            .seen
            .iter()
            .map(|key| format!("seen:{key}"))
            .chain(read.counters.iter().map(|key| format!("counter:{key}")))
            .collect();
        check(&mut found, "state_keys", &read, keys);
    }
    if let Some(keys) = &expect.state_keys_read {
        check(
            &mut found,
            "state_keys_read",
            &decision.state_keys_read,
            keys,
        );
    }
    if let Some(fragments) = &expect.trace {
        let trace = serde_json::to_value(&decision.trace).expect("a trace is JSON");
        let wanted = Value::Array(fragments.clone());
        if !contains(&trace, &wanted, false) {
            found.push(format!("the trace is {trace:#}"));
        }
    }
    found
}

fn check<T: PartialEq + std::fmt::Debug>(found: &mut Vec<String>, what: &str, is: &T, wanted: &T) {
    if is != wanted {
        found.push(format!("{what} is {is:?}, not {wanted:?}"));
    }
}

/// Whether `fragment` is within `whole`: objects may have more keys; lists are compared element by
/// element, except that `sparse` ones may have more elements.
fn contains(whole: &Value, fragment: &Value, sparse: bool) -> bool {
    match (whole, fragment) {
        (Value::Object(whole), Value::Object(fragment)) => fragment.iter().all(|(key, wanted)| {
            contains(
                whole.get(key).unwrap_or(&json!(null)),
                wanted,
                key == "parts",
            )
        }),
        (Value::Array(whole), Value::Array(fragment)) if sparse => {
            let mut rest = whole.iter();
            fragment
                .iter()
                .all(|wanted| rest.any(|element| contains(element, wanted, false)))
        }
        (Value::Array(whole), Value::Array(fragment)) => {
            whole.len() == fragment.len()
                && whole
                    .iter()
                    .zip(fragment)
                    .all(|(element, wanted)| contains(element, wanted, false))
        }
        _ => whole == fragment,
    }
}

impl PluginAnswer {
    fn result(&self) -> Result<PluginOutput, PluginFailure> {
        match self {
            Self::Verdict(verdict) => Ok(PluginOutput {
                verdict: *verdict,
                message: None,
                metadata: None,
            }),
            Self::Failure { kind, error } => Err(PluginFailure::new(*kind, error.clone())),
            Self::Output {
                verdict,
                message,
                metadata,
            } => Ok(PluginOutput {
                verdict: *verdict,
                message: message.clone(),
                metadata: metadata.clone(),
            }),
        }
    }
}
