//! The task that writes: everything that is queued goes into one transaction.

use sqlx::pool::PoolConnection;
use sqlx::sqlite::Sqlite;
use sqlx::{SqliteConnection, SqlitePool};
use tokio::sync::mpsc;

use super::batch::{Batch, Begin, Complete};
use super::maintenance::Maintenance;
use crate::{Admission, StoreError};

/// Operations in one transaction.
const MAX_BATCH: usize = 512;
/// Texts of the operations in one transaction, in bytes; a larger operation goes alone.
const MAX_BATCH_BYTES: usize = 4 << 20;

/// What the writer is asked to do.
pub(super) enum Operation {
    Begin(Box<Begin>),
    Complete(Box<Complete>),
    Maintain(Maintenance),
    /// Take nothing more, finish what is queued and end.
    Close,
}

/// Owns the only connection that writes.
pub(super) struct Writer {
    pool: SqlitePool,
    connection: Option<PoolConnection<Sqlite>>,
    /// Whether the connection waits for the disk at each commit.
    synced: bool,
    /// The number of the next record. Numbers of transactions that fail are not used again.
    next_sequence: i64,
    operations: mpsc::Receiver<Operation>,
}

impl Writer {
    /// A writer that goes on from the last record.
    pub(super) async fn new(
        pool: SqlitePool,
        operations: mpsc::Receiver<Operation>,
    ) -> Result<Self, sqlx::Error> {
        let last: Option<i64> =
            sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = 'records'")
                .fetch_optional(&pool)
                .await?;
        Ok(Self {
            pool,
            connection: None,
            synced: true,
            next_sequence: last.unwrap_or(0).saturating_add(1),
            operations,
        })
    }

    /// Works until the store is closed or dropped.
    pub(super) async fn run(mut self) {
        while let Some(first) = self.operations.recv().await {
            // Whoever is about to queue something may do so: its operation then goes along.
            tokio::task::yield_now().await;
            let mut batch = Batch::default();
            let mut maintenance = Vec::new();
            let mut bytes = 0;
            let mut next = Some(first);
            while let Some(operation) = next {
                match operation {
                    Operation::Begin(begin) => {
                        bytes += begin.item.draft.details.len();
                        batch.begins.push(*begin);
                    }
                    Operation::Complete(complete) => {
                        let completion = &complete.item;
                        bytes += completion.draft.details.len() + completion.outcome_details.len();
                        batch.completions.push(*complete);
                    }
                    Operation::Maintain(maintain) => maintenance.push(maintain),
                    Operation::Close => self.operations.close(),
                }
                let full = batch.len() >= MAX_BATCH || bytes >= MAX_BATCH_BYTES;
                next = (!full).then(|| self.operations.try_recv().ok()).flatten();
            }
            self.write(batch).await;
            for maintain in maintenance {
                self.maintain(maintain).await;
            }
        }
    }

    /// Writes a batch and answers everybody. One that fails for a reason that lies in it is
    /// halved until what is to blame fails alone.
    async fn write(&mut self, batch: Batch) {
        let mut batches = vec![batch];
        while let Some(batch) = batches.pop() {
            if batch.len() == 0 {
                continue;
            }
            match self.transaction(&batch).await {
                Ok(admissions) => batch.answer(admissions),
                Err(error @ StoreError::Unavailable(_)) => batch.refuse(&error),
                Err(_) if batch.len() > 1 => {
                    let [first, second] = batch.split();
                    batches.extend([second, first]);
                }
                Err(error) => self.write_alone(batch, error).await,
            }
        }
    }

    /// The last resort for a single operation that failed.
    async fn write_alone(&mut self, batch: Batch, error: StoreError) {
        match batch.completions.first() {
            Some(complete) => match self.forget_intent(complete).await {
                Ok(true) => batch.answer(Vec::new()),
                Ok(false) => batch.refuse(&error),
                Err(error) => batch.refuse(&error),
            },
            None => batch.refuse(&error),
        }
    }

    /// Removes the intent of a completion that has its record already; answers whether it has.
    async fn forget_intent(&mut self, complete: &Complete) -> Result<bool, StoreError> {
        let connection = self.connection(true).await?;
        let recorded: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM records WHERE id = ?)")
                .bind(&complete.id.as_bytes()[..])
                .fetch_one(&mut *connection)
                .await?;
        if recorded {
            sqlx::query("DELETE FROM intents WHERE id = ?")
                .bind(&complete.id.as_bytes()[..])
                .execute(connection)
                .await?;
        }
        Ok(recorded)
    }

    async fn transaction(&mut self, batch: &Batch) -> Result<Vec<Admission>, StoreError> {
        let sequence = self.next_sequence;
        let records = i64::try_from(batch.completions.len()).unwrap_or(i64::MAX);
        self.next_sequence = sequence.saturating_add(records);
        // An intent must survive this process, a record the machine.
        let connection = self.connection(records > 0).await?;
        let written = batch.run(connection, sequence).await;
        if written.is_err() {
            self.roll_back().await;
        }
        Ok(written?)
    }

    /// Ends a transaction that may be open. Where that fails (the database has ended it by itself,
    /// or worse) the connection is replaced.
    async fn roll_back(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            match sqlx::query("ROLLBACK").execute(&mut *connection).await {
                Ok(_) => self.connection = Some(connection),
                // What it could not end ends with it.
                Err(_) => drop(connection.close().await),
            }
        }
    }

    async fn maintain(&mut self, maintenance: Maintenance) {
        let connection = match self.connection(false).await {
            Ok(connection) => connection,
            Err(error) => return maintenance.refuse(error.into()),
        };
        if !maintenance.run(connection).await {
            self.roll_back().await;
        }
    }

    /// The connection, told whether to wait for the disk.
    async fn connection(&mut self, synced: bool) -> Result<&mut SqliteConnection, sqlx::Error> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                self.synced = !synced;
                self.pool.acquire().await?
            }
        };
        let connection = self.connection.insert(connection);
        if self.synced != synced {
            let pragma = if synced {
                "PRAGMA synchronous = FULL"
            } else {
                "PRAGMA synchronous = NORMAL"
            };
            sqlx::query(pragma).execute(&mut **connection).await?;
            self.synced = synced;
        }
        Ok(&mut **connection)
    }
}
