//! Dispatched actions: a database of their own, and the task that writes it.

mod audit;
mod batch;
mod bulk;
mod coverage;
mod entries;
mod filter;
mod guards;
mod maintenance;
mod prune;
mod records;
mod reports;
mod state;
mod writer;

use std::path::Path;

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteAutoVacuum;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;
use uuid::Uuid;

use self::batch::Queued;
use self::guards::{KeyState, Window};
use self::maintenance::{Maintenance, Step};
use self::reports::Reports;
pub(super) use self::reports::TIME_LIMIT;
use self::state::{Overlay, Place};
use self::writer::{Operation, Writer};
use super::SqliteStore;
use super::database::Database;
use super::error;
use crate::{
    Admission, AuditEntry, AuditFilter, AuditPage, AuditPageRequest, AuditScope, Completion,
    Coverage, DispatchStore, Intent, Pruned, Retention, StateRead, StoreError,
};

/// Operations that wait for the writer; callers beyond wait for a place.
const QUEUE: usize = 1024;
/// Pages in the log before they are brought into the database: 16 MiB.
const CHECKPOINT_PAGES: &str = "4000";
/// Pages that the writer remembers, as negative KiB. Keys and ids come in no order, so more would
/// help; but after a change to the tree of an index the database goes through all of them at the
/// commit, and what is not among them is in the system's cache.
const CACHE: &str = "-8192";

/// Prepared statements that the writer keeps: the most frequent sizes of each.
const STATEMENTS: usize = 200;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/dispatch");

/// The database of dispatched actions.
pub(super) struct Dispatch {
    database: Database,
    reports: Reports,
    operations: mpsc::Sender<Operation>,
    /// None once it has ended.
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Dispatch {
    /// Opens the file, which is there, and starts the writer.
    pub(super) async fn open(path: &Path) -> Result<Self, StoreError> {
        let database = Database::open(path, &MIGRATIONS, |options| {
            options
                .auto_vacuum(SqliteAutoVacuum::Incremental)
                .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
                .pragma("cache_size", CACHE)
                .statement_cache_capacity(STATEMENTS)
        })
        .await?;
        let reports = Reports::open(path, TIME_LIMIT).await?;
        let (operations, queue) = mpsc::channel(QUEUE);
        let writer = Writer::new(database.writer.clone(), queue)
            .await
            .map_err(|error| error::opening(path, error))?;
        let writer = tokio::spawn(writer.run());
        Ok(Self {
            database,
            reports,
            operations,
            writer: Mutex::new(Some(writer)),
        })
    }

    pub(super) async fn check_writable(&self) -> Result<(), StoreError> {
        self.maintain(Step::Check).await.map(|_| ())
    }

    pub(super) async fn close(&self) {
        // Who closes it at the same time waits as well.
        if let Some(writer) = self.writer.lock().await.take() {
            // A writer that is not there any more has nothing to finish.
            let _ = self.operations.send(Operation::Close).await;
            let _ = writer.await;
        }
        self.reports.close().await;
        self.database.close().await;
    }

    async fn maintain(&self, step: Step) -> Result<u64, StoreError> {
        self.queue(|reply| Operation::Maintain(Maintenance { step, reply }))
            .await
    }

    /// Queues an operation and waits for its answer.
    async fn queue<A>(
        &self,
        operation: impl FnOnce(oneshot::Sender<Result<A, StoreError>>) -> Operation,
    ) -> Result<A, StoreError> {
        let closed = || StoreError::Unavailable("it has been closed".to_owned());
        let (reply, answer) = oneshot::channel();
        (self.operations.send(operation(reply)).await).map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }
}

fn record_id(text: &str) -> Result<Uuid, StoreError> {
    Uuid::try_parse(text)
        .map_err(|error| StoreError::Failed(format!("the record id `{text}` is no UUID: {error}")))
}

#[async_trait]
impl DispatchStore for SqliteStore {
    async fn begin(&self, intent: Intent) -> Result<Admission, StoreError> {
        let id = record_id(&intent.draft.id)?;
        let begin = |reply| {
            let item = intent;
            Operation::Begin(Box::new(Queued { id, item, reply }))
        };
        self.dispatch.queue(begin).await
    }

    async fn complete(&self, completion: Completion) -> Result<(), StoreError> {
        let id = record_id(&completion.draft.id)?;
        let complete = |reply| {
            let item = completion;
            Operation::Complete(Box::new(Queued { id, item, reply }))
        };
        self.dispatch.queue(complete).await
    }

    async fn unfinished(&self) -> Result<Vec<Intent>, StoreError> {
        entries::intents(self.dispatch.reports.unlimited()).await
    }

    async fn state(
        &self,
        namespace: &str,
        tenant: &str,
        seen: &[String],
        counters: &[String],
        now: Timestamp,
    ) -> Result<StateRead, StoreError> {
        let place = |name| Place {
            namespace,
            tenant,
            name,
        };
        let now = now.as_microsecond();
        let mut connection = self.dispatch.database.readers.acquire().await?;
        let keys = seen.iter().map(|key| place(key));
        let keys = Overlay::<KeyState>::load(&mut connection, keys).await?;
        let windows = counters.iter().map(|rule| place(rule));
        let windows = Overlay::<Window>::load(&mut connection, windows).await?;
        Ok(StateRead {
            seen: (keys.iter())
                .filter_map(|(place, key)| Some((place.name.to_owned(), key.seconds_since(now)?)))
                .collect(),
            counters: (windows.iter())
                .filter_map(|(place, window)| Some((place.name.to_owned(), window.count(now)?)))
                .collect(),
        })
    }

    async fn audit(
        &self,
        filter: &AuditFilter,
        page: &AuditPageRequest,
    ) -> Result<AuditPage, StoreError> {
        audit::page(&self.dispatch.reports, filter, page).await
    }

    async fn audit_record(
        &self,
        action_id: &str,
        scope: &AuditScope,
    ) -> Result<Option<AuditEntry>, StoreError> {
        audit::record(&self.dispatch.reports, action_id, scope).await
    }

    async fn coverage(&self, filter: &AuditFilter) -> Result<Coverage, StoreError> {
        coverage::coverage(&self.dispatch.reports, filter).await
    }

    async fn prune(&self, retention: Retention) -> Result<Pruned, StoreError> {
        prune::prune(&self.dispatch, retention).await
    }
}

#[cfg(test)]
mod tests;
