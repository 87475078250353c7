//! What is wrong with a value, and where it was written.

use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use acteon_core::LimitsError;

/// A value that cannot be, by its key. The place it was written at is found later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(super) key: String,
    pub(super) message: String,
}

impl Invalid {
    pub(super) fn new(key: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            message: message.into(),
        }
    }

    /// The same, seen from the table around it.
    pub(super) fn within(mut self, table: &str) -> Self {
        self.key = format!("{table}.{}", self.key);
        self
    }

    pub(super) fn unless_within(
        key: &str,
        value: u64,
        range: &RangeInclusive<u64>,
    ) -> Result<(), Self> {
        if range.contains(&value) {
            return Ok(());
        }
        let (first, last) = (range.start(), range.end());
        Err(Self::new(
            key,
            format!("is {value}; it must be between {first} and {last}"),
        ))
    }

    /// A plugin limit out of its range; `prefix` stands before the limit's own name.
    pub(super) fn limit(prefix: &str, error: &LimitsError) -> Self {
        let (key, given, range) = match error {
            LimitsError::Memory { given } => {
                ("memory_limit_bytes", given, acteon_core::MEMORY_LIMIT_BYTES)
            }
            LimitsError::Timeout { given } => {
                let (first, last) = acteon_core::TIMEOUT_MS.into_inner();
                ("timeout_ms", given, u64::from(first)..=u64::from(last))
            }
        };
        let (first, last) = range.into_inner();
        let message = format!("is {given}; it must be between {first} and {last}");
        Self::new(format!("{prefix}{key}"), message)
    }
}

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// In the configuration file, at a line counted from 1.
    File { path: PathBuf, line: usize },
    /// In an environment variable.
    Variable(String),
    /// On the command line.
    Flag(&'static str),
    /// Nowhere: the built-in default, or a key that is missing.
    Nowhere,
}

/// The configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file `{path}` cannot be read: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The file is not TOML.
    #[error("`{path}` line {line}: not valid TOML: {reason}")]
    Syntax {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// A key is unknown, or its value is not possible.
    #[error("{0}")]
    Value(ValueError),
}

/// A key that is unknown, or whose value is not possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    pub(super) origin: Origin,
    pub(super) key: String,
    pub(super) message: String,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, message, .. } = self;
        match &self.origin {
            Origin::File { path, line } => {
                write!(f, "`{}` line {line}: `{key}`: {message}", path.display())
            }
            Origin::Variable(name) => {
                write!(f, "environment variable `{name}`: `{key}`: {message}")
            }
            Origin::Flag(flag) => write!(f, "`{flag}`: `{key}`: {message}"),
            Origin::Nowhere => write!(f, "`{key}`: {message}"),
        }
    }
}

impl From<Invalid> for ConfigError {
    fn from(invalid: Invalid) -> Self {
        Self::Value(ValueError {
            origin: Origin::Nowhere,
            key: invalid.key,
            message: invalid.message,
        })
    }
}
