//! What is stored.

mod audit;
mod change;
mod dispatch;
mod plugin;
mod rule;

pub use audit::{
    AuditDraft, AuditEntry, AuditFilter, AuditPage, AuditPageRequest, AuditScope, Coverage,
    CoverageRow,
};
pub use change::{ChangeOperation, ChangeRecord, ResourceKind, UnknownName};
pub use dispatch::{Admission, Completion, Guard, Intent, KeyEnd, Pruned, Retention, StateRead};
pub use plugin::{
    DeletePlugin, Expect, NewModule, NewRevision, PluginCounters, PluginRecord, PluginSource,
    RevisionRecord,
};
pub use rule::{NewRuleSet, RuleOverride, RuleSetFile, RuleSetRecord, SetRuleOverride};
