//! One set of inputs for the same filter in every language: what has a low priority is refused.
//!
//! The specification's filter in AssemblyScript looks at the kind of action instead, so an action
//! that is to be refused is `spam` as well.

use serde_json::{Map, Value, json};

/// An input, and what a plugin may answer.
pub struct Input {
    /// What is special about it.
    pub name: String,
    /// What the plugin gets.
    pub bytes: Vec<u8>,
    /// What it may say.
    pub expected: Expected,
}

/// What a plugin may say. A typed error is never wrong, but for what every plugin can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This, and nothing else.
    Verdict(bool),
    /// This, or an error that says that it could not.
    VerdictOrError(bool),
    /// Not an action: `true` would let pass what nobody has read.
    ErrorOrFalse,
}

/// The size of a page of memory, around which allocators err.
const PAGE: usize = 65_536;

/// All inputs.
#[must_use]
pub fn all() -> Vec<Input> {
    let mut inputs = Vec::new();
    for (name, payload, passes) in simple() {
        inputs.push(Input {
            name: name.to_owned(),
            bytes: action(&payload, passes),
            expected: Expected::Verdict(passes),
        });
    }
    for (name, payload, passes) in unusual() {
        inputs.push(Input {
            name: name.to_owned(),
            bytes: action(&payload, passes),
            expected: Expected::VerdictOrError(passes),
        });
    }
    inputs.extend(escaped());
    inputs.extend(broken());
    inputs.extend(sized());
    inputs
}

/// What every plugin must get right: payloads of strings.
fn simple() -> Vec<(&'static str, Value, bool)> {
    vec![
        ("low priority", json!({"priority": "low"}), false),
        ("high priority", json!({"priority": "high"}), true),
        ("no priority", json!({"to": "kim@shop.example"}), true),
        ("empty payload", json!({}), true),
        ("empty priority", json!({"priority": ""}), true),
        ("almost the word", json!({"priority": "low "}), true),
        ("capitals", json!({"priority": "LOW"}), true),
        (
            "other alphabets",
            json!({"text": "žluťoučký 中文 🦀 \u{202e}", "priority": "low"}),
            false,
        ),
        (
            "an alphabet in the key",
            json!({"schlüssel": "wert", "ключ": "значение", "priority": "high"}),
            true,
        ),
        (
            "escapes",
            json!({"text": "\"quoted\" \\ / \u{8}\u{c}\n\r\t\u{1}\u{7f}", "priority": "low"}),
            false,
        ),
        (
            "JSON in a string",
            json!({"text": "{\"priority\": \"low\"}", "priority": "high"}),
            true,
        ),
    ]
}

/// Payloads with values that a plugin need not be able to read.
fn unusual() -> Vec<(&'static str, Value, bool)> {
    let mut deep = json!({"priority": "low"});
    for _ in 0..40 {
        deep = json!({"inside": [deep]});
    }
    vec![
        ("a number as priority", json!({"priority": 1}), true),
        ("no value as priority", json!({"priority": null}), true),
        (
            "an object as priority",
            json!({"priority": {"priority": "low"}}),
            true,
        ),
        (
            "values of all types",
            json!({"a": null, "b": true, "c": -1.5e-7, "d": [1, "two", {}], "e": {}, "priority": "low"}),
            false,
        ),
        (
            "large numbers",
            json!({"a": u64::MAX, "b": i64::MIN, "c": 1.797e308, "priority": "low"}),
            false,
        ),
        ("a low priority deep inside", deep, true),
        (
            "a list of thousands",
            json!({"list": vec!["x"; 5_000]}),
            true,
        ),
    ]
}

/// The same text in other spellings of JSON.
fn escaped() -> Vec<Input> {
    let cases = [
        ("an escaped value", r#"{"priority":"l\u006fw"}"#, false),
        ("an escaped key", r#"{"prior\u0069ty":"low"}"#, false),
        (
            "a pair of surrogates",
            r#"{"text":"\ud83e\udd80","priority":"low"}"#,
            false,
        ),
        (
            "escaped slashes",
            r#"{"text":"\/\/","priority":"low"}"#,
            false,
        ),
        (
            "space everywhere",
            " { \"priority\"\t:\n\"low\"\r } ",
            false,
        ),
    ];
    let input = |(name, payload, passes): (&str, &str, bool)| Input {
        name: name.to_owned(),
        bytes: String::from_utf8_lossy(&action(&json!("PAYLOAD"), passes))
            .replace("\"PAYLOAD\"", payload)
            .into_bytes(),
        expected: Expected::VerdictOrError(passes),
    };
    cases.into_iter().map(input).collect()
}

/// What no plugin can read.
fn broken() -> Vec<Input> {
    let whole = action(&json!({"priority": "high"}), true);
    let half = whole[..whole.len() / 2].to_vec();
    let cases: [(&str, Vec<u8>); 6] = [
        ("nothing", Vec::new()),
        ("half an action", half),
        ("words", b"not JSON at all".to_vec()),
        ("a list", b"[1,2,3]".to_vec()),
        ("not UTF-8", b"{\"namespace\":\"\xff\xfe\xc0\"".to_vec()),
        ("nested without end", b"[".repeat(100_000)),
    ];
    let input = |(name, bytes): (&str, Vec<u8>)| Input {
        name: format!("broken: {name}"),
        bytes,
        expected: Expected::ErrorOrFalse,
    };
    cases.into_iter().map(input).collect()
}

/// Large inputs, and sizes around which allocators err.
fn sized() -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut add = |name: String, payload: &Value, passes| {
        inputs.push(Input {
            name,
            bytes: action(payload, passes),
            expected: Expected::VerdictOrError(passes),
        });
    };
    for passes in [false, true] {
        let priority = if passes { "high" } else { "low" };
        let text = |length| json!({"blob": "x".repeat(length), "priority": priority});
        add(
            format!("600 KB of text, {priority}"),
            &text(600_000),
            passes,
        );
        let mut keys: Map<String, Value> = (0..30_000)
            .map(|key| (format!("key{key}"), json!(format!("value {key}"))))
            .collect();
        keys.insert("priority".to_owned(), json!(priority));
        add(
            format!("30,000 keys, {priority}"),
            &Value::Object(keys),
            passes,
        );
        let around = action(&text(0), passes).len();
        for pages in [1, 2, 3, 4, 8, 13] {
            for off in [-17_isize, -1, 0, 1, 16] {
                let size = (pages * PAGE).saturating_add_signed(off);
                let name = format!("{size} bytes, {priority}");
                add(name, &text(size - around), passes);
            }
        }
        let mut size = 1_000;
        while size < 917_000 {
            add(
                format!("{size} bytes of text, {priority}"),
                &text(size),
                passes,
            );
            size += size / 5;
        }
    }
    inputs
}

/// An action as the server writes it.
#[must_use]
pub fn action(payload: &Value, passes: bool) -> Vec<u8> {
    let action = json!({
        "namespace": "payments",
        "tenant": "acme",
        "provider": "email",
        "action_type": if passes { "notification" } else { "spam" },
        "payload": payload,
        "metadata": {"source": "api"},
    });
    action.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_exact_and_spellings_are_json() {
        let inputs = all();
        for input in &inputs {
            let read = serde_json::from_slice::<Value>(&input.bytes);
            let is_action = input.expected != Expected::ErrorOrFalse;
            assert_eq!(
                read.is_ok_and(|v| v.is_object()),
                is_action,
                "{}",
                input.name
            );
        }
        for size in [65_535, 65_536, 65_537, 131_072] {
            assert!(
                inputs.iter().any(|input| input.bytes.len() == size),
                "{size}"
            );
        }
    }
}
