//! Reads that may be long: on connections of their own, so that dispatching never waits for them,
//! and for a limited time.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::sqlite::{Sqlite, SqliteConnection, SqlitePool};
use sqlx::{Connection, Transaction};

use crate::StoreError;
use crate::sqlite::database;

/// Connections for such reads.
const CONNECTIONS: u32 = 2;
/// How long a read that somebody asked for may take.
pub(in crate::sqlite) const TIME_LIMIT: Duration = Duration::from_secs(10);
/// Instructions of the database between two looks at the clock: less than a millisecond.
const INSTRUCTIONS: i32 = 10_000;

/// Connections for reads that may be long.
pub(super) struct Reports {
    pool: SqlitePool,
    limit: Duration,
}

impl Reports {
    /// `limit` is for each of [`Snapshot`].
    pub(super) async fn open(path: &Path, limit: Duration) -> Result<Self, StoreError> {
        let pool = database::readers(path, CONNECTIONS, |pool| {
            pool.after_release(|connection, _| {
                Box::pin(async {
                    // The lock alone may be had before a query that was queued and given up, which
                    // then would run without an end.
                    connection.ping().await?;
                    connection.lock_handle().await?.remove_progress_handler();
                    Ok(true)
                })
            })
        });
        let pool = pool.await?;
        Ok(Self { pool, limit })
    }

    /// For reads that the store makes on its own account, which have no limit.
    pub(super) const fn unlimited(&self) -> &SqlitePool {
        &self.pool
    }

    /// The database as it is now, for so long.
    pub(super) async fn snapshot(&self) -> Result<Snapshot, sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        let asked = Arc::new(());
        let (asking, began, limit) = (Arc::downgrade(&asked), Instant::now(), self.limit);
        let go_on = move || asking.strong_count() > 0 && began.elapsed() < limit;
        (transaction.lock_handle().await?).set_progress_handler(INSTRUCTIONS, go_on);
        Ok(Snapshot {
            _asked: asked,
            transaction,
        })
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// A read transaction. A query in it ends with an error when its time is over, and when this is
/// dropped because nobody waits for it any more.
pub(super) struct Snapshot {
    /// Dropped before the transaction, whose end waits for the query.
    _asked: Arc<()>,
    transaction: Transaction<'static, Sqlite>,
}

impl Snapshot {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }
}

#[cfg(test)]
mod tests {
    use futures::poll;

    use super::*;

    const ENDLESS: &str = "WITH RECURSIVE numbers (n) AS
        (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT count(*) FROM numbers";

    async fn reports(folder: &Path, limit: Duration) -> Reports {
        let path = folder.join("a.db");
        std::fs::write(&path, "").unwrap();
        Reports::open(&path, limit).await.unwrap()
    }

    async fn count(snapshot: &mut Snapshot, query: &'static str) -> Result<i64, sqlx::Error> {
        let count = sqlx::query_scalar(query);
        count.fetch_one(snapshot.connection()).await
    }

    #[tokio::test]
    async fn a_read_that_takes_too_long_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let reports = reports(folder.path(), Duration::ZERO).await;
        for _ in 0..2 * CONNECTIONS {
            let mut snapshot = reports.snapshot().await.unwrap();
            let ended = count(&mut snapshot, ENDLESS).await.unwrap_err();
            let error = StoreError::from(ended);
            assert!(
                matches!(&error, StoreError::Unavailable(reason) if reason.contains("10 s; narrow")),
                "{error}"
            );
        }
    }

    #[tokio::test]
    async fn a_read_that_nobody_waits_for_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let reports = reports(folder.path(), Duration::MAX).await;
        for _ in 0..2 * CONNECTIONS {
            let mut snapshot = reports.snapshot().await.unwrap();
            let mut endless = Box::pin(count(&mut snapshot, ENDLESS));
            assert!(poll!(&mut endless).is_pending());
        }
        let mut snapshot = reports.snapshot().await.unwrap();
        assert_eq!(count(&mut snapshot, "SELECT 1").await.unwrap(), 1);
    }

    #[tokio::test]
    async fn the_limit_is_for_snapshots_alone() {
        let folder = tempfile::tempdir().unwrap();
        let reports = reports(folder.path(), Duration::ZERO).await;
        let long = "WITH RECURSIVE numbers (n) AS
            (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 100000) SELECT count(*) FROM numbers";
        for _ in 0..2 * CONNECTIONS {
            drop(reports.snapshot().await.unwrap());
            let count = sqlx::query_scalar::<_, i64>(long).fetch_one(reports.unlimited());
            assert_eq!(count.await.unwrap(), 100_000);
        }
    }
}
