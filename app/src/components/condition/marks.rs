//! Which parts of a condition settled it, and what they came to.

use acteon_api_types::{ConditionPart, TraceEntry};
use serde_json::Value;

/// Longest value in a line of text, in characters.
const MAX_VALUE: usize = 80;
/// Values named in one reason.
const MAX_REASONS: usize = 4;

/// What a stretch of a condition came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Not evaluated, or only what holds parts together.
    Quiet,
    /// Evaluated without settling anything.
    Evaluated,
    /// Settled the condition: it holds.
    Holds,
    /// Settled the condition: it does not hold.
    Fails,
    /// Settled the condition: it failed.
    Errored,
    /// Settled the condition with a value that is neither true nor false.
    Value,
}

impl Mark {
    /// The name in the markup.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Evaluated => "evaluated",
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Errored => "errored",
            Self::Value => "value",
        }
    }

    /// What a part that settled the condition is marked with.
    pub fn of(part: &ConditionPart) -> Self {
        match (&part.error, &part.value) {
            (Some(_), _) => Self::Errored,
            (None, Some(Value::Bool(true))) => Self::Holds,
            (None, Some(Value::Bool(false))) => Self::Fails,
            (None, _) => Self::Value,
        }
    }
}

/// A stretch of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its text.
    pub text: String,
    /// What it came to.
    pub mark: Mark,
}

/// A part's place in the text, in bytes; none when it is not there.
fn place(condition: &str, part: &ConditionPart) -> Option<(usize, usize)> {
    let end = part.start.checked_add(part.text.len())?;
    (condition.get(part.start..end)? == &*part.text).then_some((part.start, end))
}

fn within(inner: &ConditionPart, outer: &ConditionPart) -> bool {
    inner.depth > outer.depth
        && inner.start >= outer.start
        && inner.start.saturating_add(inner.text.len())
            <= outer.start.saturating_add(outer.text.len())
}

/// The innermost parts that settled the condition.
pub fn deciding(parts: &[ConditionPart]) -> Vec<&ConditionPart> {
    let decided = || parts.iter().filter(|part| part.decided);
    decided()
        .filter(|part| !decided().any(|other| within(other, part)))
        .collect()
}

/// What joins other parts, as people say it; none for any other part.
pub fn joint(part: &ConditionPart) -> Option<&'static str> {
    let text: &str = &part.text;
    if text.starts_with("all(") {
        Some("all of")
    } else if text.starts_with("any(") {
        Some("any of")
    } else if text.starts_with('!') {
        Some("not")
    } else {
        None
    }
}

/// A comparison without the parentheses around it.
pub fn bare(text: &str) -> &str {
    let inner = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    inner.unwrap_or(text)
}

/// The condition in stretches, one after another.
pub fn stretches(condition: &str, parts: &[ConditionPart]) -> Vec<Stretch> {
    let deciding = deciding(parts);
    let mut marks = vec![Mark::Quiet; condition.len()];
    for part in parts {
        let settles = deciding.iter().any(|other| std::ptr::eq(*other, part));
        let mark = if settles {
            Mark::of(part)
        } else if joint(part).is_none() && !part.decided {
            Mark::Evaluated
        } else {
            continue;
        };
        let Some((start, end)) = place(condition, part) else {
            continue;
        };
        let inset = usize::from(bare(&part.text).len() < part.text.len());
        for slot in marks
            .get_mut(start + inset..end - inset)
            .into_iter()
            .flatten()
        {
            // What lies within a part that is marked belongs to it.
            if *slot == Mark::Quiet || (settles && *slot == Mark::Evaluated) {
                *slot = mark;
            }
        }
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for (index, letter) in condition.char_indices() {
        let mark = marks.get(index).copied().unwrap_or(Mark::Quiet);
        match stretches.last_mut() {
            Some(last) if last.mark == mark => last.text.push(letter),
            _ => stretches.push(Stretch {
                text: letter.to_string(),
                mark,
            }),
        }
    }
    stretches
}

/// A value that the result rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What was read, as the condition writes it.
    pub what: String,
    /// What it was.
    pub value: String,
    /// Whether it failed; `value` says how.
    pub failed: bool,
}

/// The values that the result rests on: what the deciding parts read. Empty when the condition says
/// it all, and for the answers of plugins.
pub fn reasons(entry: &TraceEntry) -> Vec<Reason> {
    let parts: Vec<ConditionPart> = entry.parts.iter().collect();
    let mut reasons: Vec<Reason> = Vec::new();
    for decider in deciding(&parts) {
        let read = parts.iter().filter(|part| within(part, decider));
        let innermost = read
            .clone()
            .filter(|part| !read.clone().any(|other| within(other, part)));
        for part in innermost {
            let reason = match (&part.error, &part.value) {
                (Some(error), _) => Reason {
                    what: bare(&part.text).to_owned(),
                    value: error.clone(),
                    failed: true,
                },
                (None, value) => Reason {
                    what: bare(&part.text).to_owned(),
                    value: short(value.as_ref().unwrap_or(&Value::Null)),
                    failed: false,
                },
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    reasons.truncate(MAX_REASONS);
    reasons
}

/// A value in one line, cut when it is long.
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parts(value: Value) -> Vec<ConditionPart> {
        serde_json::from_value(value).unwrap()
    }

    fn part(text: &str, start: usize, depth: usize, value: Value, decided: bool) -> Value {
        json!({"text": text, "start": start, "depth": depth, "value": value, "error": null,
            "decided": decided})
    }

    fn marked(condition: &str, parts: &[ConditionPart]) -> Vec<(String, Mark)> {
        stretches(condition, parts)
            .into_iter()
            .map(|stretch| (stretch.text, stretch.mark))
            .collect()
    }

    fn expect(condition: &str, list: Value, expected: &[(&str, Mark)]) {
        let marked = marked(condition, &parts(list));
        let expected: Vec<(String, Mark)> = expected
            .iter()
            .map(|(text, mark)| ((*text).to_owned(), *mark))
            .collect();
        assert_eq!(marked, expected);
    }

    #[test]
    fn the_member_that_settles_a_conjunction_is_marked() {
        let condition = r#"all((a == "é") && wasm("p", "f"))"#;
        let comparison = r#"(a == "é")"#;
        expect(
            condition,
            json!([
                part(condition, 0, 0, json!(false), true),
                part(comparison, 4, 1, json!(true), false),
                part("a", 5, 2, json!("é"), false),
                part(r#"wasm("p", "f")"#, 19, 1, json!(false), true),
            ]),
            &[
                ("all((", Mark::Quiet),
                ("a == \"é\"", Mark::Evaluated),
                (") && ", Mark::Quiet),
                (r#"wasm("p", "f")"#, Mark::Fails),
                (")", Mark::Quiet),
            ],
        );
    }

    #[test]
    fn what_was_not_evaluated_stays_quiet() {
        let condition = r#"all((a == 1) && wasm("p", "f"))"#;
        expect(
            condition,
            json!([
                part(condition, 0, 0, json!(false), true),
                part("(a == 1)", 4, 1, json!(false), true),
                part("a", 5, 2, json!(7), false),
            ]),
            &[
                ("all((", Mark::Quiet),
                ("a == 1", Mark::Fails),
                (r#") && wasm("p", "f"))"#, Mark::Quiet),
            ],
        );
    }

    #[test]
    fn a_negation_marks_what_it_negates() {
        expect(
            "!(a == 1)",
            json!([
                part("!(a == 1)", 0, 0, json!(true), true),
                part("(a == 1)", 1, 1, json!(false), true),
            ]),
            &[
                ("!(", Mark::Quiet),
                ("a == 1", Mark::Fails),
                (")", Mark::Quiet),
            ],
        );
    }

    #[test]
    fn a_failure_is_marked_as_one() {
        let list = json!([{"text": "(a < 1)", "start": 0, "depth": 0, "value": null,
            "error": "no order", "decided": true}]);
        expect(
            "(a < 1)",
            list,
            &[
                ("(", Mark::Quiet),
                ("a < 1", Mark::Errored),
                (")", Mark::Quiet),
            ],
        );
    }

    #[test]
    fn parts_that_are_not_in_the_condition_mark_nothing() {
        for (text, start) in [("x", 0), ("a", 7), ("a", usize::MAX), ("é", 2)] {
            let list = json!([part(text, start, 0, json!(true), true)]);
            expect("aé", list, &[("aé", Mark::Quiet)]);
        }
        expect("aé", json!([]), &[("aé", Mark::Quiet)]);
    }

    #[test]
    fn reasons_are_what_the_deciding_parts_read() {
        let condition = r#"all((a == 1) && (b == 2))"#;
        let entry: TraceEntry = serde_json::from_value(json!({
            "rule_name": "r", "priority": 1, "enabled": true, "condition_display": condition,
            "result": "not_matched", "evaluation_duration_us": 1, "action": "deny",
            "source": "yaml", "description": null, "skip_reason": null, "error": null,
            "modify_patch": null, "modified_payload_preview": null, "wasm_details": null,
            "wasm_calls": [],
            "parts": [
                part(condition, 0, 0, json!(false), true),
                part("(a == 1)", 4, 1, json!(true), false),
                part("a", 5, 2, json!(1), false),
                part("(b == 2)", 16, 1, json!(false), true),
                part("b", 17, 2, json!("x".repeat(200)), false),
            ],
        }))
        .unwrap();
        let reasons = reasons(&entry);
        assert_eq!(reasons.len(), 1);
        assert_eq!(reasons[0].what, "b");
        assert!(reasons[0].value.starts_with("\"xxx"));
        assert_eq!(reasons[0].value.chars().count(), MAX_VALUE + 1);
    }
}
