//! What the tests share.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use acteon_core::{
    Action, PluginCall, PluginFailure, PluginFailureKind, PluginOutput, VerdictKind,
};
use acteon_rules::{
    Decision, LoadOptions, LoadProblem, Options, PluginInvoker, Request, RuleFile, RuleSet,
    StateSnapshot, Trace, evaluate, load,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// Answers as it was told to, whatever the action.
#[derive(Default)]
pub struct Plugins(pub BTreeMap<String, Result<PluginOutput, PluginFailure>>);

impl Plugins {
    /// Plugins that all answer, with these verdicts.
    pub fn answering(verdicts: &[(&str, bool)]) -> Self {
        let answer = |verdict| {
            Ok(PluginOutput {
                verdict,
                message: None,
                metadata: None,
            })
        };
        Self(
            verdicts
                .iter()
                .map(|(name, verdict)| ((*name).to_owned(), answer(*verdict)))
                .collect(),
        )
    }
}

impl PluginInvoker for Plugins {
    fn invoke(&self, plugin: &str, function: &str) -> PluginCall {
        let answer = self
            .0
            .get(&format!("{plugin}/{function}"))
            .or_else(|| self.0.get(plugin))
            .cloned();
        PluginCall {
            result: answer.unwrap_or_else(|| {
                Err(PluginFailure::new(
                    PluginFailureKind::PluginNotFound,
                    format!("plugin not found: {plugin}"),
                ))
            }),
            duration_us: 42,
            memory_used_bytes: 2_048_576,
            revision: Some(1),
        }
    }
}

pub fn options() -> LoadOptions {
    LoadOptions {
        default_timezone: TimeZone::UTC,
    }
}

/// Loads one file.
pub fn load_text(path: &str, text: &str) -> Result<RuleSet, Vec<LoadProblem>> {
    load(
        &[RuleFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }],
        &options(),
    )
}

/// A rule file with one rule that denies under this CEL condition.
pub fn cel_rule(expression: &str) -> String {
    format!(
        "rules:\n  - name: r\n    action: deny\n    condition: {}\n",
        Value::from(expression)
    )
}

/// An action with this payload.
pub fn action(payload: Value) -> Action {
    let payload = match payload {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    Action {
        namespace: "shop".to_owned(),
        tenant: "acme".to_owned(),
        provider: "email".to_owned(),
        action_type: "payment".to_owned(),
        payload,
        metadata: BTreeMap::from([("source".to_owned(), "web".to_owned())]),
    }
}

/// 2026-01-31 (a Saturday), 12:34:56 UTC.
pub fn noon() -> Timestamp {
    "2026-01-31T12:34:56Z".parse().expect("an instant")
}

/// Decides with a trace, without state and deadline.
pub fn decide(rules: &RuleSet, action: &Action, plugins: &dyn PluginInvoker) -> Decision {
    evaluate(
        rules,
        &Request {
            action,
            instant: noon(),
            plugins,
            state: &StateSnapshot::default(),
            deadline: None,
            options: Options {
                trace: Trace::Full,
                ..Options::default()
            },
        },
    )
}

/// What a CEL condition comes to: whether it holds, or the kind and message of its failure.
pub fn outcome(
    expression: &str,
    action: &Action,
    plugins: &dyn PluginInvoker,
) -> Result<bool, (String, String)> {
    let rules = load_text("rules.yaml", &cel_rule(expression))
        .map_err(|problems| ("load".to_owned(), problems[0].message.clone()))?;
    let decision = decide(&rules, action, plugins);
    match decision.verdict {
        VerdictKind::Deny => Ok(true),
        VerdictKind::Allow => Ok(false),
        _ => {
            let error = decision
                .error
                .expect("a verdict without a rule is an error");
            Err((error.kind.as_str().to_owned(), error.message))
        }
    }
}

/// The files of a folder beside the tests, sorted.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of the cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

/// The name of a file without its folder.
pub fn name_of(file: &Path) -> String {
    file.file_name()
        .and_then(|name| name.to_str())
        .expect("a file name")
        .to_owned()
}
