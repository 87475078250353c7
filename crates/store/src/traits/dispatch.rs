//! Dispatched actions: intents, audit records, dedup keys and throttle windows.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{
    Admission, AuditEntry, AuditFilter, AuditPage, AuditPageRequest, AuditScope, Completion,
    Coverage, Intent, Pruned, Retention, StateRead, StoreError,
};

/// What dispatching needs. An action is begun before it is handed to a provider and completed
/// after; one that is not handed to any is only completed.
///
/// An operation whose caller has gone away is done all the same, or not at all.
#[async_trait]
pub trait DispatchStore {
    /// Checks the intent's guard, counts or reserves what it says, and keeps the intent: in one
    /// step that of any number of callers at once sees each other. When it returns, the end of
    /// this process does not lose it; the end of the machine may.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the draft's id is no UUID, or was begun and not completed.
    async fn begin(&self, intent: Intent) -> Result<Admission, StoreError>;

    /// Appends the record, removes the intent with its id if there is one, and does with the
    /// dedup key as said: all or nothing, on the disk when it returns. An id that has a record
    /// already keeps that one, and nothing else happens.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the draft's id is no UUID.
    async fn complete(&self, completion: Completion) -> Result<(), StoreError>;

    /// The intents that were not completed, in the order in which they were dispatched. At start
    /// they are those that a server left which was killed. One that is damaged is passed over and
    /// left where it is.
    async fn unfinished(&self) -> Result<Vec<Intent>, StoreError>;

    /// What conditions may read of the state of a namespace and tenant: of these dedup keys, and
    /// of these throttle rules.
    async fn state(
        &self,
        namespace: &str,
        tenant: &str,
        seen: &[String],
        counters: &[String],
        now: Timestamp,
    ) -> Result<StateRead, StoreError>;

    /// The matching records, newest first. Records that come meanwhile do not move those that a
    /// caller pages through with `before`. A page may end before `limit`, when its records are large
    /// ([`AUDIT_PAGE_BYTES`](crate::AUDIT_PAGE_BYTES)); the next one goes on at its `next`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it takes too long, as with every question to the audit.
    async fn audit(
        &self,
        filter: &AuditFilter,
        page: &AuditPageRequest,
    ) -> Result<AuditPage, StoreError>;

    /// The newest record of the action with this id, else the record that has the id itself;
    /// among those that may be seen.
    async fn audit_record(
        &self,
        action_id: &str,
        scope: &AuditScope,
    ) -> Result<Option<AuditEntry>, StoreError>;

    /// How many of the matching records each combination has.
    async fn coverage(&self, filter: &AuditFilter) -> Result<Coverage, StoreError>;

    /// Removes what is not to be kept, of records the oldest first, in small steps that let other
    /// operations through. Ends between two steps when nobody waits for it any more.
    async fn prune(&self, retention: Retention) -> Result<Pruned, StoreError>;
}
