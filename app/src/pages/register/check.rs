//! What is wrong with what was filled in, and where an error of the server belongs. Pure.

use acteon_core::{MEMORY_LIMIT_BYTES, NameError, PluginName, TIMEOUT_MS, consts};

use crate::{ApiError, format};

/// In what the memory limit is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 1,048,576 bytes.
    Mebibytes,
    /// 1,024 bytes.
    Kibibytes,
    /// One byte.
    Bytes,
}

impl Unit {
    /// Largest first.
    pub const ALL: [Self; 3] = [Self::Mebibytes, Self::Kibibytes, Self::Bytes];

    /// What it is called, in the form and on the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mebibytes => "MiB",
            Self::Kibibytes => "KiB",
            Self::Bytes => "bytes",
        }
    }

    /// The unit of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == name)
    }

    const fn bytes(self) -> u64 {
        match self {
            Self::Mebibytes => 1024 * 1024,
            Self::Kibibytes => 1024,
            Self::Bytes => 1,
        }
    }

    /// A size in the largest unit that it is a multiple of.
    pub fn split(bytes: u64) -> (u64, Self) {
        let unit = Self::ALL
            .into_iter()
            .find(|unit| bytes.is_multiple_of(unit.bytes()))
            .unwrap_or(Self::Bytes);
        (bytes / unit.bytes(), unit)
    }
}

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

/// What is wrong with a description.
pub fn description(text: &str) -> Option<String> {
    let found = text.len();
    (found > consts::MAX_DESCRIPTION_BYTES).then(|| {
        format!(
            "it has {}; it may have {}",
            format::exact_bytes(found as u64),
            format::count(consts::MAX_DESCRIPTION_BYTES as u64)
        )
    })
}

/// The memory limit in bytes.
///
/// # Errors
/// What is wrong with it.
pub fn memory(amount: &str, unit: Unit) -> Result<u64, String> {
    let amount: u64 = whole(amount)?;
    let bytes = amount.saturating_mul(unit.bytes());
    if MEMORY_LIMIT_BYTES.contains(&bytes) {
        return Ok(bytes);
    }
    Err(format!(
        "it must be between {} and {}",
        format::bytes(*MEMORY_LIMIT_BYTES.start()),
        format::bytes(*MEMORY_LIMIT_BYTES.end())
    ))
}

/// The timeout in milliseconds.
///
/// # Errors
/// What is wrong with it.
pub fn timeout(text: &str) -> Result<u32, String> {
    let found: u64 = whole(text)?;
    u32::try_from(found)
        .ok()
        .filter(|timeout| TIMEOUT_MS.contains(timeout))
        .ok_or_else(|| {
            format!(
                "it must be between {} and {} milliseconds",
                TIMEOUT_MS.start(),
                format::count(u64::from(*TIMEOUT_MS.end()))
            )
        })
}

fn whole(text: &str) -> Result<u64, String> {
    text.trim()
        .parse()
        .map_err(|_| "it takes a whole number".to_owned())
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
    fn sizes_are_split_without_loss_and_read_back() {
        for (bytes, expected) in [
            (16_777_216, (16, Unit::Mebibytes)),
            (65_536, (64, Unit::Kibibytes)),
            (20_000_000, (20_000_000, Unit::Bytes)),
        ] {
            let (amount, unit) = Unit::split(bytes);
            assert_eq!((amount, unit), expected);
            assert_eq!(memory(&amount.to_string(), unit), Ok(bytes));
            assert_eq!(Unit::parse(unit.as_str()), Some(unit));
        }
    }

    #[test]
    fn limits_are_checked_as_the_server_does() {
        assert_eq!(memory("64", Unit::Kibibytes), Ok(65_536));
        assert_eq!(memory(" 256 ", Unit::Mebibytes), Ok(268_435_456));
        assert_eq!(
            memory("65535", Unit::Bytes).unwrap_err(),
            "it must be between 64 KiB and 256 MiB"
        );
        assert!(memory("18446744073709551615", Unit::Mebibytes).is_err());
        assert_eq!(
            memory("1.5", Unit::Mebibytes).unwrap_err(),
            "it takes a whole number"
        );
        assert_eq!(timeout("30000"), Ok(30_000));
        assert_eq!(
            timeout("0").unwrap_err(),
            "it must be between 1 and 30,000 milliseconds"
        );
        assert!(timeout("99999999999").is_err());
        assert_eq!(description(&"ä".repeat(2_048)), None);
        assert!(description(&"ä".repeat(2_049)).is_some());
    }

    #[test]
    fn errors_belong_to_fields() {
        let at = |kind: &str, message: &str| {
            Place::of(&ApiError::Answered {
                status: 400,
                message: message.to_owned(),
                kind: Some(kind.to_owned()),
                places: Vec::new(),
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
