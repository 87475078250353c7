//! One database file: a connection that writes, several that read.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use super::error;
use crate::StoreError;

/// Connections for short reads.
const READERS: u32 = 4;
/// How long an operation waits for its connection before the store counts as unavailable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// The log file is cut back to this after a large module or a long read, in bytes.
const LOG_SIZE_LIMIT: &str = "67108864";

/// An open database file.
pub(super) struct Database {
    /// The one connection that writes.
    pub writer: SqlitePool,
    /// Connections that never wait for it, for reads that take no time to speak of.
    pub readers: SqlitePool,
}

impl Database {
    /// Opens a file that is there, and brings its schema up to date. The writer's connection has
    /// further settings from `tune`.
    pub(super) async fn open(
        path: &Path,
        migrations: &Migrator,
        tune: impl FnOnce(SqliteConnectOptions) -> SqliteConnectOptions,
    ) -> Result<Self, StoreError> {
        let writing = options(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("journal_size_limit", LOG_SIZE_LIMIT);
        let writer = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .after_release(|connection, _| Box::pin(is_clean(connection)))
            .connect_with(tune(writing))
            .await
            .map_err(|error| error::opening(path, error))?;
        (migrations.run(&writer).await).map_err(|error| error::migrating(path, error))?;
        let readers = readers(path, READERS, |pool| pool).await?;
        Ok(Self { writer, readers })
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Connections that only read, with further settings from `tune`.
pub(super) async fn readers(
    path: &Path,
    connections: u32,
    tune: impl FnOnce(SqlitePoolOptions) -> SqlitePoolOptions,
) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // Done when a connection is given back, which nobody waits for.
        .test_before_acquire(false);
    tune(pool)
        .connect_with(options(path).read_only(true))
        .await
        .map_err(|error| error::opening(path, error))
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(ACQUIRE_TIMEOUT)
        .disable_statement_logging()
}

/// Whether a connection has left its transaction. After some errors (a full disk among them) the
/// database rolls back by itself, the library's own rollback then fails, and it would believe for
/// ever that a transaction is open: such a connection is replaced.
pub(super) async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}
