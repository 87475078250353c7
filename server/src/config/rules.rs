//! `[rules]`

use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::origin::Invalid;

/// Where the rules are and how they are evaluated.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesSection {
    /// Folder with the rule files.
    pub directory: Option<PathBuf>,
    /// IANA time zone of rules that name none.
    pub default_timezone: String,
    /// Longest time of one decision in milliseconds.
    pub decision_timeout_ms: u64,
}

impl RulesSection {
    pub(super) fn timezone(&self) -> Result<TimeZone, Invalid> {
        TimeZone::get(&self.default_timezone).map_err(|_| {
            let name = &self.default_timezone;
            let message = format!("`{name}` is not an IANA time zone like `Europe/Paris`");
            Invalid::new("default_timezone", message)
        })
    }

    pub(super) fn validate(&self) -> Result<(), Invalid> {
        self.timezone()?;
        Invalid::unless_within(
            "decision_timeout_ms",
            self.decision_timeout_ms,
            &(1..=600_000),
        )
    }
}
