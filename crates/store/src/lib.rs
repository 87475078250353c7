//! What the gateway remembers: plugins with their revisions and modules, counters, switched rules,
//! who changed what, the audit of dispatched actions and the state that dispatch keeps.
//!
//! The traits in this crate are the port; [`SqliteStore`] is the backend for one server. Every
//! operation that changes something is one transaction, durable when it returns. Whoever reads a
//! record, decides and writes back passes the revision it read ([`Expect`]), so that a second
//! server on a shared backend cannot overwrite a change it has not seen.

mod digest;
mod error;
mod records;
mod sqlite;
mod traits;

pub use digest::{DigestError, Sha256Digest};
pub use error::StoreError;
pub use records::{
    Admission, AuditDraft, AuditEntry, AuditFilter, AuditPage, AuditPageRequest, AuditScope,
    ChangeOperation, ChangeRecord, Completion, Coverage, CoverageRow, DeletePlugin, Expect, Guard,
    Intent, KeyEnd, NewModule, NewRevision, NewRuleSet, PluginCounters, PluginRecord, PluginSource,
    Pruned, ResourceKind, Retention, RevisionRecord, RuleOverride, RuleSetFile, RuleSetRecord,
    SetRuleOverride, StateRead, UnknownName,
};
pub use sqlite::{SqliteStore, backup_to};
pub use traits::{ChangeStore, DispatchStore, PluginStore, RuleStateStore, Store};

/// Revisions of a plugin, counted from the newest, whose modules are kept for restoring.
pub const RESTORABLE_REVISIONS: u32 = 20;
/// Records on one page of the audit, at most.
pub const MAX_AUDIT_PAGE: u32 = 1000;
/// Texts of the records on one page of the audit, in bytes: with the record that reaches it a page
/// ends.
pub const AUDIT_PAGE_BYTES: usize = 4 << 20;
/// Up to here the number of matching records is counted exactly.
pub const EXACT_AUDIT_TOTAL: u64 = 10_000;
/// Combinations that coverage lists, at most.
pub const MAX_COVERAGE_ROWS: u32 = 10_000;
/// Rule sets, counted from the newest, whose files are kept.
pub const KEPT_RULE_SETS: u32 = 100;
