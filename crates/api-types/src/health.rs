//! Liveness and readiness.

use serde::{Deserialize, Serialize};

/// Answer of `GET /health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Health {
    /// Always `ok`: the server can serve.
    pub status: String,
    /// The server's version.
    pub version: String,
    /// Seconds since the server started.
    pub uptime_seconds: u64,
}

/// Answer of `GET /ready`: 200 when `ready`, else 503.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Readiness {
    /// Whether decisions can be made.
    pub ready: bool,
    /// What stands in the way, and what is worth a look although it does not.
    pub problems: Vec<ReadinessProblem>,
    /// Number of the rule set in force; null when none has loaded.
    pub rule_set_revision: Option<u64>,
}

/// One problem that `/ready` reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadinessProblem {
    /// The part concerned: `rules`, `plugins` or `storage`.
    pub component: String,
    /// What is wrong and what to do.
    pub error: String,
    /// Whether it keeps the server from being ready.
    pub blocking: bool,
}
