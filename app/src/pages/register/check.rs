//! What is wrong with what was filled in, and where an error of the server belongs. Pure.

use acteon_core::{NameError, PluginName, consts};

use crate::ApiError;

/// A part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The module.
    Module,
    /// The name.
    Name,
    /// The description.
    Description,
    /// The memory limit.
    Memory,
    /// The timeout.
    Timeout,
    /// The form as a whole.
    Form,
}

impl Place {
    /// Where the server's refusal belongs.
    pub fn of(error: &ApiError) -> Self {
        let message = error.to_string();
        let about = |field: &str| message.contains(field);
        match error.kind() {
            Some("already_registered") => Self::Name,
            Some("payload_too_large") => Self::Module,
            // It may name more than one reason; the limit alone is not the module's fault.
            Some("compilation_error")
                if message.starts_with("compilation error: the module declares ")
                    && about("`memory_limit_bytes`")
                    && !about("; ") =>
            {
                Self::Memory
            }
            Some("compilation_error") => Self::Module,
            Some("invalid_request") if about("`wasm_file`") || about("`sha256`") => Self::Module,
            Some("invalid_request") if about("`memory_limit") => Self::Memory,
            Some("invalid_request") if about("`timeout_ms`") => Self::Timeout,
            Some("invalid_request") if about("`description`") => Self::Description,
            Some("invalid_request") if about("`name`") || message == NameError.to_string() => {
                Self::Name
            }
            _ => Self::Form,
        }
    }
}

/// What is wrong with a name.
pub fn name(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("a plugin needs a name".to_owned());
    }
    PluginName::new(name).err().map(|error| error.to_string())
}

/// The name that a file's name suggests; empty when nothing of it can be part of one.
pub fn suggestion(file: &str) -> String {
    let stem = file.strip_suffix(".wasm").unwrap_or(file);
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let name: String = stem
        .trim_matches(|c: char| !allowed(c))
        .trim_start_matches('.')
        .chars()
        .map(|c| if allowed(c) { c } else { '-' })
        .take(consts::MAX_NAME_BYTES)
        .collect();
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_suggests_a_name() {
        for (file, expected) in [
            ("fraud-scorer.wasm", "fraud-scorer"),
            ("fraud_scorer.wasm", "fraud_scorer"),
            ("my plugin (2).wasm", "my-plugin--2"),
            (".hidden.wasm", "hidden"),
            ("v1.2.wasm", "v1.2"),
            ("module", "module"),
            ("größe.wasm", "gr--e"),
            ("…", ""),
        ] {
            assert_eq!(suggestion(file), expected, "{file}");
            assert!(expected.is_empty() || name(expected).is_none(), "{file}");
        }
        assert_eq!(name(&suggestion(&"x".repeat(500))), None);
    }

    #[test]
    fn errors_belong_to_fields() {
        let at = |kind: &str, message: &str| {
            Place::of(&ApiError::Answered {
                status: 400,
                message: message.to_owned(),
                kind: Some(kind.to_owned()),
                places: Vec::new(),
                details: None,
            })
        };
        let declared = "compilation error: the module declares 9 bytes of memory at the start, above \
             the limit of 8 bytes: raise `memory_limit_bytes` or link with a smaller stack";
        for (kind, message, place) in [
            ("already_registered", "plugin `x` is taken", Place::Name),
            ("registry_full", "256 plugins are registered", Place::Form),
            (
                "payload_too_large",
                "the module has more than 9 bytes",
                Place::Module,
            ),
            (
                "compilation_error",
                "compilation error: this is no module",
                Place::Module,
            ),
            ("compilation_error", declared, Place::Memory),
            (
                "compilation_error",
                &format!("{declared}; and more"),
                Place::Module,
            ),
            (
                "invalid_request",
                "`memory_limit_bytes` is 5",
                Place::Memory,
            ),
            ("invalid_request", "`timeout_ms` is 0", Place::Timeout),
            (
                "invalid_request",
                "`description` has 5000 bytes",
                Place::Description,
            ),
            (
                "invalid_request",
                "the field `name` is missing",
                Place::Name,
            ),
            ("invalid_request", &NameError.to_string(), Place::Name),
            (
                "invalid_request",
                "`sha256` is `a`, but the module",
                Place::Module,
            ),
            (
                "invalid_request",
                "the field `wasm_file` is missing",
                Place::Module,
            ),
            ("saturated", "try again", Place::Form),
        ] {
            assert_eq!(at(kind, message), place, "{message}");
        }
        assert_eq!(Place::of(&ApiError::Unreachable), Place::Form);
    }
}
