//! The same evaluation from a shell.

use acteon_api_types::EvaluateRequest;

/// A command for a POSIX shell. `with_key` leaves a place for a key.
pub fn command(origin: &str, request: &EvaluateRequest, with_key: bool) -> String {
    let body = serde_json::to_string(&trimmed(request)).unwrap_or_default();
    let mut command = format!("curl {}", quoted(&format!("{origin}/v1/rules/evaluate")));
    if with_key {
        command.push_str(" \\\n  -H 'authorization: Bearer YOUR_KEY'");
    }
    command.push_str(" \\\n  -H 'content-type: application/json' \\\n  --data-raw ");
    command.push_str(&quoted(&body));
    command
}

/// The request without the fields that say nothing.
pub fn trimmed(request: &EvaluateRequest) -> serde_json::Value {
    use serde_json::Value;
    let text = serde_json::to_string(request).unwrap_or_default();
    let mut value = serde_json::from_str(&text).unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        fields.retain(|name, value| match value {
            Value::Null | Value::Bool(false) => false,
            Value::Object(members) => name == "payload" || !members.is_empty(),
            _ => true,
        });
    }
    value
}

/// A text as one word of a POSIX shell, in which nothing is expanded.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use serde_json::{Map, Value, json};

    use super::*;

    fn request(payload: Value) -> EvaluateRequest {
        serde_json::from_value(json!({
            "namespace": "n", "tenant": "it's", "provider": "p", "action_type": "a",
            "payload": payload,
        }))
        .unwrap()
    }

    /// What a shell makes of the words after `curl`.
    fn words(command: &str) -> Vec<String> {
        let script = command.replacen("curl ", "printf '%s\\0' ", 1);
        let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
        assert!(output.status.success(), "{command}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    #[test]
    fn a_shell_takes_the_command_as_it_is_meant() {
        let payload = json!({"text": "it's $HOME `id` \"x\" \\ !\n;&|<>*?[]{}~#%"});
        let request = request(payload.clone());
        let words = words(&command("http://127.0.0.1:8080", &request, true));
        assert_eq!(words[0], "http://127.0.0.1:8080/v1/rules/evaluate");
        assert_eq!(
            words[1..6],
            [
                "-H",
                "authorization: Bearer YOUR_KEY",
                "-H",
                "content-type: application/json",
                "--data-raw"
            ]
        );
        let body: Value = serde_json::from_str(&words[6]).unwrap();
        assert_eq!(body["payload"], payload);
        assert_eq!(body["tenant"], "it's");
        assert_eq!(words.len(), 7);
    }

    #[test]
    fn there_is_no_place_for_a_key_where_none_is_asked_for() {
        let request = request(Value::Object(Map::new()));
        assert!(!command("http://h", &request, false).contains("authorization"));
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        assert_eq!(
            trimmed(&request(json!({}))),
            json!({
                "namespace": "n", "tenant": "it's", "provider": "p", "action_type": "a",
                "payload": {},
            })
        );
    }
}
