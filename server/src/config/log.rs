//! `[log]`

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use super::origin::Invalid;

/// What a module can be logged at.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
/// Modules that are not logged below `info` unless they are named.
const QUIET_MODULES: [&str; 7] = [
    "cranelift",
    "h2",
    "hyper",
    "mio",
    "notify",
    "sqlx",
    "wasmtime",
];

/// What is logged, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSection {
    /// Level, also per module.
    pub level: String,
    /// One line of text or one JSON object per event.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl LogSection {
    /// The filter that `level` describes.
    pub(crate) fn filter(&self) -> Result<EnvFilter, Invalid> {
        let invalid = || {
            let message = format!(
                "`{}` is no level; write `info`, or `info,acteon_gateway=debug`",
                self.level
            );
            Invalid::new("level", message)
        };
        // A word that is no level would be taken for a module, of which alone is then logged.
        let level = |text: &str| LEVELS.contains(&text.trim().to_ascii_lowercase().as_str());
        let known = |part: &str| match part.rsplit_once('=') {
            Some((module, text)) => !module.trim().is_empty() && level(text),
            None => level(part),
        };
        if !self.level.split(',').all(known) {
            return Err(invalid());
        }
        let mut directives = self.level.clone();
        if matches!(self.level.as_str(), "debug" | "trace") {
            // What these have to say at such a level would bury everything else.
            for module in QUIET_MODULES {
                directives.push_str(&format!(",{module}=info"));
            }
        }
        EnvFilter::try_new(directives).map_err(|_| invalid())
    }

    pub(super) fn validate(&self) -> Result<(), Invalid> {
        self.filter().map(|_| ())
    }
}
