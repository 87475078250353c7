//! What a rule does when it matches.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a matching rule does to the action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RuleAction {
    /// Let it pass and stop looking.
    Allow,
    /// Refuse it.
    Deny,
    /// Drop it silently.
    Suppress,
    /// Let it pass once per dedup key.
    Deduplicate {
        /// How long a key is remembered, in seconds; for ever when absent.
        ttl_seconds: Option<u64>,
    },
    /// Let at most `max_count` pass in a window.
    Throttle {
        /// Actions admitted per window.
        max_count: u64,
        /// Length of the fixed window in seconds.
        window_seconds: u64,
    },
    /// Send it to another provider.
    Reroute {
        /// The provider that gets it instead.
        target_provider: String,
    },
    /// Change the payload.
    Modify {
        /// JSON merge patch (RFC 7396) applied to the payload.
        #[cfg_attr(feature = "schema", schema(value_type = Object))]
        changes: Value,
    },
}

impl RuleAction {
    /// The verdict a decision has when this action was taken.
    #[must_use]
    pub const fn kind(&self) -> VerdictKind {
        match self {
            Self::Allow => VerdictKind::Allow,
            Self::Deny => VerdictKind::Deny,
            Self::Suppress => VerdictKind::Suppress,
            Self::Deduplicate { .. } => VerdictKind::Deduplicate,
            Self::Throttle { .. } => VerdictKind::Throttle,
            Self::Reroute { .. } => VerdictKind::Reroute,
            Self::Modify { .. } => VerdictKind::Modify,
        }
    }
}

/// The outcome of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// Passes.
    Allow,
    /// Refused.
    Deny,
    /// Dropped silently.
    Suppress,
    /// Passes once per dedup key.
    Deduplicate,
    /// Passes while the window has room.
    Throttle,
    /// Goes to another provider.
    Reroute,
    /// Passes with a changed payload.
    Modify,
    /// A rule failed; nothing is dispatched.
    Error,
}

impl VerdictKind {
    /// Every verdict.
    pub const ALL: [Self; 8] = [
        Self::Allow,
        Self::Deny,
        Self::Suppress,
        Self::Deduplicate,
        Self::Throttle,
        Self::Reroute,
        Self::Modify,
        Self::Error,
    ];

    /// The reverse of [`as_str`](Self::as_str).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.as_str() == text)
    }

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Suppress => "suppress",
            Self::Deduplicate => "deduplicate",
            Self::Throttle => "throttle",
            Self::Reroute => "reroute",
            Self::Modify => "modify",
            Self::Error => "error",
        }
    }
}

/// What becomes of a rule whose condition fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnError {
    /// The decision ends with verdict `error`.
    #[default]
    Error,
    /// The rule counts as matching.
    Match,
    /// The rule counts as not matching.
    NoMatch,
}

/// How a rule's condition is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleSource {
    /// A tree of conditions in YAML.
    Yaml,
    /// A CEL expression.
    Cel,
    /// A plugin named at the top of the rule.
    WasmPlugin,
}

impl RuleSource {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Cel => "cel",
            Self::WasmPlugin => "wasm_plugin",
        }
    }
}
