//! What became of a dispatched action.

use serde::{Deserialize, Serialize};

/// What became of a dispatched action: the outcome of its audit record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The provider that the action named has carried it out.
    Executed,
    /// A rule denied or suppressed it; no provider was called.
    Suppressed,
    /// Its dedup key was seen before; no provider was called.
    Deduplicated,
    /// A throttle rule's window is full; no provider was called.
    Throttled,
    /// A provider that a rule chose instead has carried it out.
    Rerouted,
    /// A rule failed, there is no such provider, or the provider failed.
    Failed,
    /// The server ended while the provider was called: it may or may not have carried it out.
    Unknown,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 7] = [
        Self::Executed,
        Self::Suppressed,
        Self::Deduplicated,
        Self::Throttled,
        Self::Rerouted,
        Self::Failed,
        Self::Unknown,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Executed => "executed",
            Self::Suppressed => "suppressed",
            Self::Deduplicated => "deduplicated",
            Self::Throttled => "throttled",
            Self::Rerouted => "rerouted",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// The reverse of [`as_str`](Self::as_str).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
    }
}
