//! `[metrics]`

use serde::{Deserialize, Serialize};

/// Who may read the metrics.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSection {
    /// Answer `/metrics` without a key.
    pub public: bool,
}
