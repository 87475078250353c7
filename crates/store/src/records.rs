//! What is stored.

mod change;
mod plugin;
mod rule;

pub use change::{ChangeOperation, ChangeRecord, ResourceKind, UnknownName};
pub use plugin::{
    DeletePlugin, Expect, NewModule, NewRevision, PluginCounters, PluginRecord, PluginSource,
    RevisionRecord,
};
pub use rule::{RuleOverride, SetRuleOverride};
