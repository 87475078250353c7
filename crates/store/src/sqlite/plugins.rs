//! Plugins, their modules, revisions and counters.

mod change;
mod present;

use acteon_core::PluginName;
use async_trait::async_trait;

use super::SqliteStore;
use super::files::blocking;
use super::rows::signed;
use crate::{
    DeletePlugin, Expect, NewModule, NewRevision, PluginCounters, PluginRecord, PluginStore,
    RevisionRecord, Sha256Digest, StoreError,
};
use present::Present;

/// Columns and tables of a [`PluginRecord`]: the pointer and the revision it points at.
macro_rules! select_plugins {
    ($rest:literal) => {
        concat!(
            "SELECT plugins.name, plugins.source, registered_at, revision, description,
                    memory_limit_bytes, timeout_ms, snapshot, enabled, sha256, size_bytes, at
             FROM plugins JOIN plugin_revisions USING (name, revision) ",
            $rest
        )
    };
}
use select_plugins;

/// Columns and tables of a [`RevisionRecord`]. What answers to a name is the upload if there is
/// one, else the only other row.
macro_rules! select_revisions {
    ($rest:literal) => {
        concat!(
            "SELECT *,
                    revision = (SELECT plugins.revision FROM plugins
                                WHERE plugins.name = made.name
                                ORDER BY source = 'upload' DESC LIMIT 1) IS TRUE AS current,
                    EXISTS (SELECT 1 FROM modules WHERE modules.sha256 = made.sha256)
                        AS restorable
             FROM plugin_revisions AS made ",
            $rest
        )
    };
}

/// The digest of the revision's module, found on a thread that may take its time.
async fn digest(revision: NewRevision) -> Result<(NewRevision, Sha256Digest), StoreError> {
    blocking(move || {
        let sha256 = match &revision.module {
            NewModule::Bytes(bytes) => Sha256Digest::of(bytes),
            NewModule::Kept(sha256) => *sha256,
        };
        Ok((revision, sha256))
    })
    .await
}

#[async_trait]
impl PluginStore for SqliteStore {
    async fn plugins(&self) -> Result<Vec<PluginRecord>, StoreError> {
        Ok(sqlx::query_as(select_plugins!(
            "ORDER BY plugins.name, plugins.source = 'upload' DESC"
        ))
        .fetch_all(&self.registry.readers)
        .await?)
    }

    async fn plugin(&self, name: &PluginName) -> Result<Vec<PluginRecord>, StoreError> {
        let mut connection = self.registry.readers.acquire().await?;
        Ok(Present::read(&mut connection, name).await?.into_records())
    }

    async fn put_plugin(
        &self,
        revision: NewRevision,
        expect: Expect,
        max_plugins: usize,
    ) -> Result<PluginRecord, StoreError> {
        let (revision, sha256) = digest(revision).await?;
        let mut transaction = self.transaction().await?;
        let plugin = change::put(&mut transaction, revision, sha256, expect, max_plugins).await?;
        transaction.commit().await?;
        Ok(plugin)
    }

    async fn delete_plugin(
        &self,
        plugin: DeletePlugin,
        expect: Expect,
    ) -> Result<PluginRecord, StoreError> {
        let mut transaction = self.transaction().await?;
        let deleted = change::delete(&mut transaction, plugin, expect).await?;
        transaction.commit().await?;
        Ok(deleted)
    }

    async fn module(&self, sha256: Sha256Digest) -> Result<Vec<u8>, StoreError> {
        let bytes: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT bytes FROM modules WHERE sha256 = ?")
                .bind(sha256.to_string())
                .fetch_optional(&self.registry.readers)
                .await?;
        let bytes = bytes.ok_or(StoreError::ModuleNotKept { sha256 })?;
        blocking(move || {
            if Sha256Digest::of(&bytes) != sha256 {
                let reason = format!("the content of module {sha256} has changed");
                return Err(StoreError::Corrupt(reason));
            }
            Ok(bytes)
        })
        .await
    }

    async fn revisions(
        &self,
        name: &PluginName,
        limit: u32,
    ) -> Result<Vec<RevisionRecord>, StoreError> {
        Ok(sqlx::query_as(select_revisions!(
            "WHERE name = ? ORDER BY revision DESC LIMIT ?"
        ))
        .bind(name.as_str())
        .bind(limit)
        .fetch_all(&self.registry.readers)
        .await?)
    }

    async fn revision(
        &self,
        name: &PluginName,
        revision: u64,
    ) -> Result<Option<RevisionRecord>, StoreError> {
        Ok(
            sqlx::query_as(select_revisions!("WHERE name = ? AND revision = ?"))
                .bind(name.as_str())
                .bind(signed(revision))
                .fetch_optional(&self.registry.readers)
                .await?,
        )
    }

    async fn save_counters(&self, counters: &[PluginCounters]) -> Result<(), StoreError> {
        let mut transaction = self.transaction().await?;
        for counter in counters {
            sqlx::query(
                "INSERT INTO plugin_counters
                     (name, dispatch, playground, test, errors, last_invoked_at)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6
                 WHERE EXISTS (SELECT 1 FROM plugins WHERE name = ?1)
                 ON CONFLICT (name) DO UPDATE SET
                     dispatch = excluded.dispatch, playground = excluded.playground,
                     test = excluded.test, errors = excluded.errors,
                     last_invoked_at = excluded.last_invoked_at",
            )
            .bind(counter.name.as_str())
            .bind(signed(counter.dispatch))
            .bind(signed(counter.playground))
            .bind(signed(counter.test))
            .bind(signed(counter.errors))
            .bind(counter.last_invoked_at.map(|at| at.as_microsecond()))
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn counters(&self) -> Result<Vec<PluginCounters>, StoreError> {
        Ok(
            sqlx::query_as("SELECT * FROM plugin_counters ORDER BY name")
                .fetch_all(&self.registry.readers)
                .await?,
        )
    }
}
