//! The port: what a backend does.

use acteon_core::PluginName;
use async_trait::async_trait;

use crate::{
    ChangeRecord, DeletePlugin, Expect, NewRevision, NewRuleSet, PluginCounters, PluginRecord,
    RevisionRecord, RuleOverride, RuleSetRecord, SetRuleOverride, Sha256Digest, StoreError,
};

mod dispatch;

pub use dispatch::DispatchStore;

/// A complete backend.
///
/// # Errors
/// Beside those that a method names, every method can answer [`StoreError::Unavailable`],
/// [`StoreError::Corrupt`] and [`StoreError::Failed`].
#[async_trait]
pub trait Store: PluginStore + RuleStateStore + ChangeStore + DispatchStore + Send + Sync {
    /// Whether something can be recorded now. Writes, so callers that are asked often should
    /// remember the answer for a moment.
    async fn check_writable(&self) -> Result<(), StoreError>;

    /// Finishes what is being written and lets go of the backend. Later operations fail with
    /// [`StoreError::Unavailable`].
    async fn close(&self);
}

/// Plugins, their modules, revisions and counters.
#[async_trait]
pub trait PluginStore {
    /// Every plugin of every source, by name; of one name the upload comes first.
    async fn plugins(&self) -> Result<Vec<PluginRecord>, StoreError>;

    /// What the sources have under this name: none, one, or the upload and then the file's. The
    /// first one answers to the name.
    async fn plugin(&self, name: &PluginName) -> Result<Vec<PluginRecord>, StoreError>;

    /// Makes a revision and its change record, and makes it the present one of its source.
    /// Former revisions beyond the newest [`RESTORABLE_REVISIONS`](crate::RESTORABLE_REVISIONS)
    /// lose their modules unless another revision that keeps its own has the same one.
    ///
    /// # Errors
    /// What [`Expect`] says; [`StoreError::Full`] when the name is new and `max_plugins` names
    /// are there; [`StoreError::ModuleNotKept`] for a module that is referred to but gone.
    async fn put_plugin(
        &self,
        revision: NewRevision,
        expect: Expect,
        max_plugins: usize,
    ) -> Result<PluginRecord, StoreError>;

    /// Deletes the plugin that one source has under the name, and records the change. With the
    /// last one of a name go its counters and the modules of its revisions; the revisions stay
    /// listed. Answers what was deleted.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none; what [`Expect`] says.
    async fn delete_plugin(
        &self,
        plugin: DeletePlugin,
        expect: Expect,
    ) -> Result<PluginRecord, StoreError>;

    /// A module's bytes, checked against the digest.
    ///
    /// # Errors
    /// [`StoreError::ModuleNotKept`].
    async fn module(&self, sha256: Sha256Digest) -> Result<Vec<u8>, StoreError>;

    /// The newest `limit` revisions under a name, newest first. Empty for a name that never was.
    async fn revisions(
        &self,
        name: &PluginName,
        limit: u32,
    ) -> Result<Vec<RevisionRecord>, StoreError>;

    /// One revision, if it was ever made.
    async fn revision(
        &self,
        name: &PluginName,
        revision: u64,
    ) -> Result<Option<RevisionRecord>, StoreError>;

    /// Stores these values in place of the former ones, all or none. Plugins that are not
    /// registered are passed over, so that a late call does not revive a deleted one's counters.
    async fn save_counters(&self, counters: &[PluginCounters]) -> Result<(), StoreError>;

    /// The counters of every plugin that has been saved, by name.
    async fn counters(&self) -> Result<Vec<PluginCounters>, StoreError>;
}

/// Switched rules and the number of the rule set.
#[async_trait]
pub trait RuleStateStore {
    /// Every rule's switch that is set, by name.
    async fn rule_overrides(&self) -> Result<Vec<RuleOverride>, StoreError>;

    /// Sets a rule's switch and records the change.
    async fn set_rule_override(&self, set: SetRuleOverride) -> Result<RuleOverride, StoreError>;

    /// Takes a rule's switch back, if it is set: the file decides again. Leaves no change record;
    /// the new file content has one.
    async fn clear_rule_override(&self, name: &str) -> Result<(), StoreError>;

    /// The revision of the rule set with this content. A content other than the latest gets a new
    /// revision and a change record. The files of the newest
    /// [`KEPT_RULE_SETS`](crate::KEPT_RULE_SETS) revisions are kept.
    async fn record_rule_set(&self, set: NewRuleSet) -> Result<u64, StoreError>;

    /// The rule set with this revision, if there ever was one.
    async fn rule_set(&self, revision: u64) -> Result<Option<RuleSetRecord>, StoreError>;
}

/// Who changed what.
#[async_trait]
pub trait ChangeStore {
    /// The newest `limit` changes with an id below `before` (of all, without it), newest first.
    async fn changes(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<ChangeRecord>, StoreError>;
}
