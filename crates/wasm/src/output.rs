//! Reads a plugin's answer.

use acteon_core::{PluginFailure, PluginFailureKind, PluginOutput};
use serde_json::Value;
use serde_json::error::Category;

/// The specification's text for every answer that is not one.
const INVALID: &str = "invalid plugin output: expected object with \"verdict\" boolean";

/// Parses the answer's JSON. Its nesting is bounded by the parser.
pub(crate) fn parse(bytes: &[u8]) -> Result<PluginOutput, PluginFailure> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(invalid("; the output is not UTF-8"));
    };
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => misshapen(text, &error),
        _ => invalid(&format!("; the output is not JSON: {error}")),
    })
}

/// An invalid answer; `detail` follows the specification's text.
pub(crate) fn invalid(detail: &str) -> PluginFailure {
    PluginFailure::new(
        PluginFailureKind::InvalidOutput,
        format!("{INVALID}{detail}"),
    )
}

/// Says which field has the wrong type.
fn misshapen(text: &str, error: &serde_json::Error) -> PluginFailure {
    let output = match serde_json::from_str(text) {
        Ok(Value::Object(output)) => output,
        Ok(_) => return invalid(""),
        Err(error) => return invalid(&format!("; the output is not JSON: {error}")),
    };
    if !output.get("verdict").is_some_and(Value::is_boolean) {
        return invalid("");
    }
    let is = |field, fits: fn(&Value) -> bool| output.get(field).is_none_or(fits);
    if !is("message", |v| v.is_null() || v.is_string()) {
        invalid("; `message` must be a string or null")
    } else if !is("metadata", |v| v.is_null() || v.is_object()) {
        invalid("; `metadata` must be an object or null")
    } else {
        invalid(&format!("; {error}"))
    }
}
