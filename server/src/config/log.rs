//! `[log]`

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use super::origin::Invalid;

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
        EnvFilter::try_new(&self.level).map_err(|_| {
            let message = format!(
                "`{}` is no level; write `info`, or `info,acteon_gateway=debug`",
                self.level
            );
            Invalid::new("level", message)
        })
    }

    pub(super) fn validate(&self) -> Result<(), Invalid> {
        self.filter().map(|_| ())
    }
}
