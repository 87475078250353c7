//! What the gateway remembers: plugins with their revisions and modules, counters, switched rules
//! and who changed what.
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
    ChangeOperation, ChangeRecord, DeletePlugin, Expect, NewModule, NewRevision, PluginCounters,
    PluginRecord, PluginSource, ResourceKind, RevisionRecord, RuleOverride, SetRuleOverride,
    UnknownName,
};
pub use sqlite::{SqliteStore, backup_to};
pub use traits::{ChangeStore, PluginStore, RuleStateStore, Store};

/// Revisions of a plugin, counted from the newest, whose modules are kept for restoring.
pub const RESTORABLE_REVISIONS: u32 = 20;
