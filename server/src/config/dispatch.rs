//! `[dispatch]`

use serde::{Deserialize, Serialize};

use super::origin::Invalid;

/// Dispatching actions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchSection {
    /// Actions in flight at once, those that a provider has aside.
    pub max_in_flight: usize,
}

impl DispatchSection {
    pub(super) fn validate(&self) -> Result<(), Invalid> {
        Invalid::unless_within("max_in_flight", self.max_in_flight as u64, &(1..=65_536))
    }
}
