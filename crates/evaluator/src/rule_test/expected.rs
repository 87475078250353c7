//! What a test expects, and in what the decision differs.

use std::collections::BTreeMap;

use acteon_core::{RuleResult, VerdictKind};
use acteon_rules::{Decision, RuleSet};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

/// What is to come of an action. What is not said may be anything.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The verdict.
    pub verdict: VerdictKind,
    /// The rule that decides; `null` when none may.
    #[serde(default, deserialize_with = "said")]
    pub rule: Option<Option<String>>,
    /// The payload after a rule that modifies.
    #[serde(default)]
    pub payload: Option<Value>,
    /// What the error says, in part, when the verdict is `error`.
    #[serde(default)]
    pub error: Option<String>,
    /// What becomes of single rules.
    #[serde(default)]
    pub trace: BTreeMap<String, RuleResult>,
}

/// Tells `null` from nothing said.
fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// One thing in which the decision differs from what is expected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mismatch {
    /// What: `verdict`, `rule`, `payload`, `error` or `trace.RULE`.
    pub field: String,
    /// What was expected.
    pub expected: Value,
    /// What it is.
    pub found: Value,
}

impl Expected {
    /// Everything in which `decision` differs.
    #[must_use]
    pub fn compare(&self, rules: &RuleSet, decision: &Decision) -> Vec<Mismatch> {
        let mut mismatches = Vec::new();
        let mut check = |field: String, expected: Value, found: Value| {
            if expected != found {
                mismatches.push(Mismatch {
                    field,
                    expected,
                    found,
                });
            }
        };
        check(
            "verdict".to_owned(),
            json!(self.verdict),
            json!(decision.verdict),
        );
        let name = |index: usize| rules.rules().get(index).map(|rule| rule.name());
        if let Some(rule) = &self.rule {
            let decided = decision
                .matched
                .or(decision.error.as_ref().map(|error| error.rule));
            check(
                "rule".to_owned(),
                json!(rule),
                json!(decided.and_then(name)),
            );
        }
        if let Some(payload) = &self.payload {
            let found = decision.modified_payload.clone().unwrap_or(Value::Null);
            check("payload".to_owned(), payload.clone(), found);
        }
        if let Some(part) = &self.error {
            let message = decision.error.as_ref().map(|error| error.message.clone());
            let says_it = message
                .as_ref()
                .is_some_and(|message| message.contains(part));
            if !says_it {
                check("error".to_owned(), json!(part), json!(message));
            }
        }
        for (rule, expected) in &self.trace {
            let entry = decision
                .trace
                .iter()
                .find(|entry| *entry.rule_name == **rule);
            let found = entry.map_or(Value::Null, |entry| json!(entry.result));
            check(format!("trace.{rule}"), json!(expected), found);
        }
        mismatches
    }
}
