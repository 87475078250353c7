//! Who changed what.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// What a change was made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// A plugin.
    Plugin,
    /// A single rule.
    Rule,
    /// The rule set as a whole.
    RuleSet,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeOperation {
    /// A plugin was registered.
    Register,
    /// Description, limits or state of a plugin were changed.
    Update,
    /// A plugin's module was replaced.
    Replace,
    /// A former revision of a plugin was restored.
    Restore,
    /// A plugin was deleted.
    Delete,
    /// A rule was switched on.
    Enable,
    /// A rule was switched off.
    Disable,
    /// The rule set was loaded anew with different content.
    Reload,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangeEntry {
    /// Number of the change, rising.
    pub id: u64,
    /// When it was made.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// Name of the key that made it; `system` for what the server found by itself (a file that
    /// changed), null without authentication.
    pub caller: Option<String>,
    /// What it was made to.
    pub resource: ResourceKind,
    /// Name of the plugin or rule; null for the rule set.
    pub name: Option<String>,
    /// What was done.
    pub operation: ChangeOperation,
    /// Revision before.
    pub old_revision: Option<u64>,
    /// Revision after.
    pub new_revision: Option<u64>,
}

/// Answer of `GET /v1/changes`, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangeList {
    /// The changes.
    pub changes: Vec<ChangeEntry>,
    /// Pass as `before` to get the next page; null at the end.
    pub next_before: Option<u64>,
}
