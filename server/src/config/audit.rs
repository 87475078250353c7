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
            if let Some(reason) = not_a_mask(pointer) {
                let message = format!(
                    "`{pointer}` {reason}; it takes a JSON pointer into the action like \
                     `/payload/card/number` or `/metadata/token`"
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

/// Why a pointer would hide nothing.
fn not_a_mask(pointer: &str) -> Option<&'static str> {
    let within = ["/payload/", "/metadata/"]
        .iter()
        .find_map(|root| pointer.strip_prefix(root));
    let Some(within) = within.filter(|within| !within.is_empty()) else {
        return Some("leads nowhere");
    };
    let mut escapes = within.split('~').skip(1);
    if escapes.any(|rest| !rest.starts_with(['0', '1'])) {
        return Some("has a `~` that is neither `~0` nor `~1`");
    }
    if within.split('/').any(|part| part == "*") {
        return Some("has a `*`, and JSON pointers have no wildcards");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::not_a_mask;

    #[test]
    fn what_would_hide_nothing_is_refused() {
        for pointer in ["/payload/a", "/payload/a/0/b~1c", "/metadata/x~0"] {
            assert_eq!(not_a_mask(pointer), None, "{pointer}");
        }
        for pointer in [
            "",
            "/payload",
            "/payload/",
            "/tenant",
            "payload/a",
            "/payload/*/a",
            "/payload/a~2",
            "/payload/a~",
        ] {
            assert!(not_a_mask(pointer).is_some(), "{pointer}");
        }
    }
}
