//! The backend for one server: two embedded SQLite databases in one folder.
//!
//! One holds plugins, rules and changes, the other what dispatch writes: so that storing a large
//! module does not hold up dispatching, nor retention the registry. Both have a write-ahead log;
//! one connection writes, several read, so reading never waits for a writer. `SQLite` itself runs
//! on threads of its own; no async thread waits for the disk.

mod backup;
mod changes;
mod database;
mod dispatch;
mod error;
mod files;
mod plugins;
mod rows;
mod rules;

use std::fs::File;
use std::path::Path;
use std::sync::Mutex;

use async_trait::async_trait;
use sqlx::Transaction;
use sqlx::sqlite::Sqlite;

pub use backup::backup_to;

use self::database::Database;
use self::dispatch::Dispatch;
use crate::{Store, StoreError};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/registry");

/// A store in a folder of its own, used by one process at a time.
pub struct SqliteStore {
    registry: Database,
    dispatch: Dispatch,
    /// Held as long as the store is open: what keeps a second server out.
    lock: Mutex<Option<File>>,
}

impl SqliteStore {
    /// Opens the store in `directory`, and makes both when they are not there. An older store is
    /// brought up to date. Called in a Tokio runtime, which writes in the background until the
    /// store is closed.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Newer`], [`StoreError::Path`].
    pub async fn open(directory: &Path) -> Result<Self, StoreError> {
        let folder = directory.to_owned();
        let lock = files::blocking(move || files::prepare(&folder)).await?;
        let path = directory.join(files::REGISTRY);
        let registry = Database::open(&path, &MIGRATIONS, |options| options).await?;
        let dispatch = Dispatch::open(&directory.join(files::DISPATCH)).await?;
        Ok(Self {
            registry,
            dispatch,
            lock: Mutex::new(Some(lock)),
        })
    }

    /// A transaction that may write from its first statement on, so that what it reads is still
    /// true when it writes.
    async fn transaction(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.registry.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn check_writable(&self) -> Result<(), StoreError> {
        sqlx::query("UPDATE writability SET checks = checks + 1")
            .execute(&self.registry.writer)
            .await?;
        self.dispatch.check_writable().await
    }

    async fn close(&self) {
        self.dispatch.close().await;
        self.registry.close().await;
        // A thread that panicked while it held the lock left nothing half done.
        drop(
            self.lock
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .take(),
        );
    }
}

#[cfg(test)]
mod tests {
    //! What needs a hand on the connection: a disk that is full, a file that is read-only.

    use acteon_core::{PluginLimits, PluginName, SnapshotMode};
    use jiff::Timestamp;

    use super::*;
    use crate::{
        ChangeOperation, Expect, NewModule, NewRevision, PluginRecord, PluginSource, PluginStore,
    };

    async fn execute(store: &SqliteStore, statement: &'static str) {
        sqlx::query(statement)
            .execute(&store.registry.writer)
            .await
            .unwrap();
    }

    async fn register(store: &SqliteStore, name: &str) -> Result<PluginRecord, StoreError> {
        let new = NewRevision {
            name: PluginName::new(name).unwrap(),
            source: PluginSource::Upload,
            description: None,
            limits: PluginLimits::default(),
            snapshot: SnapshotMode::default(),
            enabled: true,
            module: NewModule::Bytes(vec![7; 1 << 20]),
            operation: ChangeOperation::Register,
            caller: None,
            at: Timestamp::UNIX_EPOCH,
        };
        store.put_plugin(new, Expect::Absent, 9).await
    }

    #[tokio::test]
    async fn a_full_disk_refuses_writes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).await.unwrap();
        execute(&store, "PRAGMA max_page_count = 1").await;
        let refused = register(&store, "a").await;
        assert!(
            matches!(&refused, Err(StoreError::Unavailable(reason)) if reason.contains("full")),
            "{refused:?}"
        );
        assert_eq!(store.plugins().await.unwrap(), []);
        execute(&store, "PRAGMA max_page_count = 1000000").await;
        register(&store, "a").await.unwrap();
    }

    #[tokio::test]
    async fn a_read_only_file_is_unavailable() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).await.unwrap();
        store.check_writable().await.unwrap();
        execute(&store, "PRAGMA query_only = TRUE").await;
        let refused = store.check_writable().await;
        assert!(
            matches!(refused, Err(StoreError::Unavailable(_))),
            "{refused:?}"
        );
    }

    #[tokio::test]
    async fn a_transaction_that_the_database_ended_does_no_lasting_harm() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).await.unwrap();
        let mut transaction = store.transaction().await.unwrap();
        sqlx::query("ROLLBACK")
            .execute(&mut *transaction)
            .await
            .unwrap();
        drop(transaction);
        register(&store, "a").await.unwrap();
    }
}
