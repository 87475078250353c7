//! The loaded rules and the draft, rule by rule.

use std::collections::BTreeMap;

use acteon_api_types::{EvaluateResponse, RuleResult, TraceEntry};

/// A rule that is not the same on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its name.
    pub rule: String,
    /// Among the loaded rules; none when it is not there.
    pub loaded: Option<TraceEntry>,
    /// In the draft; none when it is not there.
    pub draft: Option<TraceEntry>,
    /// What is different, in words.
    pub what: &'static str,
}

/// What a draft makes of an action, compared with the loaded rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Whether the verdict is another one.
    pub verdict: bool,
    /// Whether another rule decides.
    pub decider: bool,
    /// The rules that differ: those of the draft in its order, then those it does not have.
    pub rules: Vec<Difference>,
    /// How many rules do the same on both sides.
    pub same: usize,
}

/// Compares the answers.
pub fn compare(loaded: &EvaluateResponse, draft: &EvaluateResponse) -> Comparison {
    let rules = |answer: &EvaluateResponse| -> Vec<TraceEntry> {
        let entries = answer.trace.iter();
        entries
            .filter(|entry| entry.source != "System")
            .cloned()
            .collect()
    };
    let (before, after) = (rules(loaded), rules(draft));
    let mut left: BTreeMap<&str, &TraceEntry> = before
        .iter()
        .map(|entry| (&*entry.rule_name, entry))
        .collect();
    let mut differences = Vec::new();
    let mut same = 0;
    for entry in &after {
        let former = left.remove(&*entry.rule_name);
        match former.map_or(Some("only in the draft"), |former| changed(former, entry)) {
            None => same += 1,
            Some(what) => differences.push(Difference {
                rule: entry.rule_name.to_string(),
                loaded: former.cloned(),
                draft: Some(entry.clone()),
                what,
            }),
        }
    }
    let gone = before
        .iter()
        .filter(|entry| left.contains_key(&*entry.rule_name));
    differences.extend(gone.map(|entry| Difference {
        rule: entry.rule_name.to_string(),
        loaded: Some(entry.clone()),
        draft: None,
        what: "not in the draft",
    }));
    Comparison {
        verdict: loaded.verdict != draft.verdict,
        decider: loaded.matched_rule != draft.matched_rule,
        rules: differences,
        same,
    }
}

/// What is different about a rule; none when nothing is.
fn changed(loaded: &TraceEntry, draft: &TraceEntry) -> Option<&'static str> {
    if loaded.result != draft.result {
        return Some(match (loaded.result, draft.result) {
            (_, RuleResult::Matched) => "now matches",
            (RuleResult::Matched, _) => "no longer matches",
            (_, RuleResult::Error) => "now fails",
            (RuleResult::Error, _) => "no longer fails",
            (_, RuleResult::Skipped) => "now skipped",
            (RuleResult::Skipped, _) => "no longer skipped",
            (RuleResult::NotMatched, RuleResult::NotMatched) => return None,
        });
    }
    if loaded.action != draft.action || loaded.modify_patch != draft.modify_patch {
        Some("other action")
    } else if loaded.condition_display != draft.condition_display {
        Some("other condition, same result")
    } else if loaded.priority != draft.priority {
        Some("other priority, same result")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn entry(name: &str, result: &str, condition: &str) -> Value {
        json!({
            "rule_name": name, "priority": 1, "enabled": true, "condition_display": condition,
            "result": result, "evaluation_duration_us": 1, "action": "deny", "source": "yaml",
            "description": null, "skip_reason": null, "error": null, "modify_patch": null,
            "modified_payload_preview": null, "wasm_details": null, "wasm_calls": [], "parts": [],
        })
    }

    fn answer(verdict: &str, rule: Value, mut trace: Vec<Value>) -> EvaluateResponse {
        let mut fallthrough = entry("(default fallthrough)", "matched", "no rules matched");
        fallthrough["source"] = json!("System");
        trace.push(fallthrough);
        serde_json::from_value(json!({
            "verdict": verdict, "matched_rule": rule, "has_errors": false,
            "total_rules_evaluated": trace.len(), "total_rules_skipped": 0,
            "evaluation_duration_us": 1, "trace": trace, "modified_payload": null, "warnings": [],
            "context": {"accessed_state_keys": [], "time": {
                "hour": 0, "minute": 0, "second": 0, "day": 1, "month": 1, "year": 2026,
                "weekday": "Thursday", "weekday_num": 4, "timestamp": 0, "timezone": "UTC",
            }},
        }))
        .unwrap()
    }

    #[test]
    fn rules_are_compared_by_name() {
        let loaded = answer(
            "deny",
            json!("a"),
            vec![
                entry("a", "matched", "x"),
                entry("b", "not_matched", "y"),
                entry("c", "error", "z"),
                entry("gone", "not_matched", "w"),
            ],
        );
        let draft = answer(
            "allow",
            Value::Null,
            vec![
                entry("new", "not_matched", "v"),
                entry("c", "not_matched", "z"),
                entry("a", "not_matched", "x"),
                entry("b", "not_matched", "y"),
            ],
        );
        let comparison = compare(&loaded, &draft);
        assert!(comparison.verdict);
        assert!(comparison.decider);
        assert_eq!(comparison.same, 1);
        let told: Vec<(&str, &str)> = comparison
            .rules
            .iter()
            .map(|difference| (difference.rule.as_str(), difference.what))
            .collect();
        assert_eq!(
            told,
            [
                ("new", "only in the draft"),
                ("c", "no longer fails"),
                ("a", "no longer matches"),
                ("gone", "not in the draft"),
            ]
        );
    }

    #[test]
    fn the_same_result_for_another_reason_is_a_difference() {
        let loaded = answer("deny", json!("a"), vec![entry("a", "matched", "x")]);
        let mut other = entry("a", "matched", "y");
        let draft = answer("deny", json!("a"), vec![other.clone()]);
        let comparison = compare(&loaded, &draft);
        assert!(!comparison.verdict && !comparison.decider);
        assert_eq!(comparison.rules[0].what, "other condition, same result");
        other["action"] = json!("suppress");
        let draft = answer("suppress", json!("a"), vec![other]);
        assert_eq!(compare(&loaded, &draft).rules[0].what, "other action");
    }
}
