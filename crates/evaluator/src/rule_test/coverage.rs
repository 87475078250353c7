//! What no test has reached.

use std::collections::BTreeMap;

use acteon_core::{PartPlace, RuleResult, TraceEntry};
use acteon_rules::{Decision, Rule, RuleSet};
use serde::Serialize;
use serde_json::Value;

/// What the tests have reached so far.
#[derive(Debug, Default)]
pub struct Coverage {
    rules: BTreeMap<String, Seen>,
}

/// What was seen of one rule.
#[derive(Debug, Default)]
struct Seen {
    matched: u64,
    /// Whether the index passed the rule over: a field by which rules are indexed had another
    /// value, so that the condition was false without being evaluated.
    passed_over: bool,
    /// By where a part stands in the condition.
    parts: BTreeMap<(usize, usize), Values>,
}

/// What was seen of one part of a condition.
#[derive(Debug, Default)]
struct Values {
    was_true: bool,
    was_false: bool,
    was_other: bool,
}

/// A rule of which something was not reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleGaps {
    /// The rule.
    pub rule: String,
    /// The file it is in.
    pub file: String,
    /// Its line there.
    pub line: u64,
    /// Whether a test made it match.
    pub matched: bool,
    /// The branches of its condition that no test took.
    pub branches: Vec<Branch>,
}

/// A branch that no test took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// The part of the condition.
    pub part: String,
    /// What never happened to it.
    pub gap: Gap,
}

/// What never happened to a part of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// It was not evaluated.
    NeverEvaluated,
    /// It was not true.
    NeverTrue,
    /// It was not false.
    NeverFalse,
}

impl Coverage {
    /// Adds what a decision has reached.
    pub fn add(&mut self, decision: &Decision) {
        for entry in &decision.trace {
            let seen = self.rules.entry(entry.rule_name.to_string()).or_default();
            seen.add(entry);
        }
    }

    /// Enabled rules that matched in at least one test, and how many there are.
    #[must_use]
    pub fn matched(&self, rules: &RuleSet) -> (usize, usize) {
        let enabled = || rules.rules().iter().filter(|rule| rule.enabled());
        let matched = enabled().filter(|rule| self.has_matched(rule)).count();
        (matched, enabled().count())
    }

    /// The enabled rules of which something was not reached, in the order of evaluation.
    #[must_use]
    pub fn gaps(&self, rules: &RuleSet) -> Vec<RuleGaps> {
        let enabled = rules.rules().iter().filter(|rule| rule.enabled());
        enabled
            .map(|rule| RuleGaps {
                rule: rule.name().to_owned(),
                file: rule.file().to_owned(),
                line: rule.line(),
                matched: self.has_matched(rule),
                branches: self.branches(rule),
            })
            .filter(|gaps| !gaps.matched || !gaps.branches.is_empty())
            .collect()
    }

    fn has_matched(&self, rule: &Rule) -> bool {
        self.rules
            .get(rule.name())
            .is_some_and(|seen| seen.matched > 0)
    }

    fn branches(&self, rule: &Rule) -> Vec<Branch> {
        let seen = self.rules.get(rule.name());
        let mut branches = Vec::new();
        // The parts inside of one that was not evaluated were not either: that is said once.
        let mut hidden_below = usize::MAX;
        for place in rule.condition_parts() {
            if place.depth > hidden_below {
                continue;
            }
            hidden_below = usize::MAX;
            let values = seen.and_then(|seen| seen.parts.get(&(place.start, place.depth)));
            let gap = match values {
                None => {
                    hidden_below = place.depth;
                    Some(Gap::NeverEvaluated)
                }
                Some(values) if values.was_other => None,
                Some(values) if !values.was_true => Some(Gap::NeverTrue),
                Some(values) if !values.was_false => {
                    let was_passed_over = seen.is_some_and(|seen| seen.passed_over);
                    (!was_passed_over || !is_indexed(place)).then_some(Gap::NeverFalse)
                }
                Some(_) => None,
            };
            branches.extend(gap.map(|gap| Branch {
                part: place.text.to_string(),
                gap,
            }));
        }
        branches
    }
}

/// Whether a part is false when the index passes its rule over: the condition as a whole, and what
/// it requires of the fields by which rules are indexed.
fn is_indexed(place: &PartPlace) -> bool {
    const FIELDS: [&str; 4] = ["namespace", "tenant", "provider", "action_type"];
    let on_field = |field: &&str| {
        let rest = place
            .text
            .strip_prefix("(action.")
            .and_then(|rest| rest.strip_prefix(*field));
        rest.is_some_and(|rest| rest.starts_with(" == ") || rest.starts_with(" in "))
    };
    place.depth == 0 || (place.depth == 1 && FIELDS.iter().any(on_field))
}

impl Seen {
    fn add(&mut self, entry: &TraceEntry) {
        match entry.result {
            RuleResult::Matched => self.matched += 1,
            RuleResult::NotMatched if entry.parts.is_empty() => self.passed_over = true,
            RuleResult::NotMatched | RuleResult::Skipped | RuleResult::Error => {}
        }
        for part in entry.parts.iter() {
            let values = self.parts.entry((part.start, part.depth)).or_default();
            match part.value {
                Some(Value::Bool(true)) => values.was_true = true,
                Some(Value::Bool(false)) => values.was_false = true,
                _ => values.was_other = true,
            }
        }
    }
}
