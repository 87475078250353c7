//! `[audit]`

use std::time::Duration;

use acteon_gateway::AuditConfig;
use serde::{Deserialize, Serialize};

use super::origin::Invalid;

const DAY_SECONDS: u64 = 86_400;
/// Longest retention: a hundred years.
const MAX_DAYS: u64 = 36_500;

/// The audit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditSection {
    /// JSON pointers into the action of what is hidden in records and in the log.
    pub mask: Vec<String>,
    /// How long records are kept, in days.
    pub retention_days: u64,
    /// How many records are kept.
    pub max_records: u64,
    /// How long a dedup key is known to have been seen, in days.
    pub seen_retention_days: u64,
}

impl AuditSection {
    pub(super) fn gateway(&self) -> AuditConfig {
        let days = |days: u64| Duration::from_secs(days.saturating_mul(DAY_SECONDS));
        AuditConfig {
            mask: self.mask.clone(),
            retention: days(self.retention_days),
            max_records: self.max_records,
            seen_retention: days(self.seen_retention_days),
        }
    }

    pub(super) fn validate(&self) -> Result<(), Invalid> {
        for (index, pointer) in self.mask.iter().enumerate() {
            let inside = ["/payload/", "/metadata/"]
                .iter()
                .any(|root| pointer.starts_with(root) && pointer.len() > root.len());
            if !inside {
                let message = format!(
                    "`{pointer}` is not a JSON pointer into the action like `/payload/card/number` \
                     or `/metadata/token`"
                );
                return Err(Invalid::new(format!("mask[{index}]"), message));
            }
        }
        for (key, days) in [
            ("retention_days", self.retention_days),
            ("seen_retention_days", self.seen_retention_days),
        ] {
            Invalid::unless_within(key, days, &(1..=MAX_DAYS))?;
        }
        Invalid::unless_within("max_records", self.max_records, &(1..=1_000_000_000))
    }
}
