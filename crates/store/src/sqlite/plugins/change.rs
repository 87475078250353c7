//! The two transactions that change plugins.

use acteon_core::PluginName;
use sqlx::SqliteConnection;

use super::present::Present;
use crate::sqlite::changes::{NewChange, record};
use crate::sqlite::rows::signed;
use crate::{
    ChangeOperation, DeletePlugin, Expect, NewModule, NewRevision, PluginRecord,
    RESTORABLE_REVISIONS, ResourceKind, Sha256Digest, StoreError,
};

pub(super) async fn put(
    connection: &mut SqliteConnection,
    new: NewRevision,
    sha256: Sha256Digest,
    expect: Expect,
    max_plugins: usize,
) -> Result<PluginRecord, StoreError> {
    let present = Present::read(connection, &new.name).await?;
    let old_revision =
        (present.expected(&new.name, new.source, expect)?).map(|plugin| plugin.revision);
    if present.visible().is_none() {
        refuse_when_full(connection, max_plugins).await?;
    }
    let size_bytes = keep_module(connection, new.module, sha256).await?;
    let revision: u64 = sqlx::query_scalar(
        "INSERT INTO plugin_revisions
             (name, revision, source, description, memory_limit_bytes, timeout_ms, enabled,
              sha256, size_bytes, operation, caller, at, keeps_module, snapshot)
         VALUES
             (?1, (SELECT coalesce(max(revision), 0) + 1 FROM plugin_revisions WHERE name = ?1),
              ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, TRUE, ?12)
         RETURNING revision",
    )
    .bind(new.name.as_str())
    .bind(new.source.as_str())
    .bind(&new.description)
    .bind(signed(new.limits.memory_limit_bytes()))
    .bind(new.limits.timeout_ms())
    .bind(new.enabled)
    .bind(sha256.to_string())
    .bind(size_bytes)
    .bind(new.operation.as_str())
    .bind(&new.caller)
    .bind(new.at.as_microsecond())
    .bind(new.snapshot.as_str())
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO plugins (name, source, revision, registered_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (name, source) DO UPDATE SET revision = excluded.revision",
    )
    .bind(new.name.as_str())
    .bind(new.source.as_str())
    .bind(signed(revision))
    .bind(new.at.as_microsecond())
    .execute(&mut *connection)
    .await?;
    let change = NewChange {
        at: new.at,
        caller: new.caller.as_deref(),
        resource: ResourceKind::Plugin,
        name: Some(&new.name),
        operation: new.operation,
        old_revision,
        new_revision: Some(revision),
    };
    record(connection, change).await?;
    release_modules(connection, &new.name).await?;
    Present::read(connection, &new.name)
        .await?
        .from(new.source)
        .cloned()
        .ok_or_else(|| StoreError::Failed("a plugin that was stored is not there".to_owned()))
}

pub(super) async fn delete(
    connection: &mut SqliteConnection,
    plugin: DeletePlugin,
    expect: Expect,
) -> Result<PluginRecord, StoreError> {
    let present = Present::read(connection, &plugin.name).await?;
    let deleted = present
        .expected(&plugin.name, plugin.source, expect)?
        .ok_or_else(|| StoreError::NotFound {
            name: plugin.name.clone(),
        })?;
    sqlx::query("DELETE FROM plugins WHERE name = ? AND source = ?")
        .bind(plugin.name.as_str())
        .bind(plugin.source.as_str())
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "DELETE FROM plugin_counters
         WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM plugins WHERE name = ?1)",
    )
    .bind(plugin.name.as_str())
    .execute(&mut *connection)
    .await?;
    let change = NewChange {
        at: plugin.at,
        caller: plugin.caller.as_deref(),
        resource: ResourceKind::Plugin,
        name: Some(&plugin.name),
        operation: ChangeOperation::Delete,
        old_revision: Some(deleted.revision),
        new_revision: None,
    };
    record(connection, change).await?;
    release_modules(connection, &plugin.name).await?;
    Ok(deleted.clone())
}

/// Refuses a further name when there are as many as may be.
async fn refuse_when_full(
    connection: &mut SqliteConnection,
    max_plugins: usize,
) -> Result<(), StoreError> {
    let names: u64 = sqlx::query_scalar("SELECT count(DISTINCT name) FROM plugins")
        .fetch_one(connection)
        .await?;
    if usize::try_from(names).is_ok_and(|names| names < max_plugins) {
        return Ok(());
    }
    Err(StoreError::Full { limit: max_plugins })
}

/// Stores a new module, or makes sure that a kept one is there; answers its size in bytes.
async fn keep_module(
    connection: &mut SqliteConnection,
    module: NewModule,
    sha256: Sha256Digest,
) -> Result<i64, StoreError> {
    if let NewModule::Bytes(bytes) = module {
        sqlx::query("INSERT INTO modules (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(sha256.to_string())
            .bind(bytes)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query_scalar("SELECT length(bytes) FROM modules WHERE sha256 = ?")
        .bind(sha256.to_string())
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::ModuleNotKept { sha256 })
}

/// Deletes the modules that no revision keeps any more. A revision keeps its module while a
/// source points at it, or while it is one of the newest of a name that is registered.
///
/// The index is named because the planner would go through all revisions of the name instead.
async fn release_modules(
    connection: &mut SqliteConnection,
    name: &PluginName,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE plugin_revisions INDEXED BY plugin_revisions_keeping_by_name
         SET keeps_module = FALSE
         WHERE name = ?1 AND keeps_module
           AND revision NOT IN (SELECT revision FROM plugins WHERE name = ?1)
           AND (revision <= (SELECT max(revision) FROM plugin_revisions WHERE name = ?1) - ?2
                OR NOT EXISTS (SELECT 1 FROM plugins WHERE name = ?1))",
    )
    .bind(name.as_str())
    .bind(RESTORABLE_REVISIONS)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "DELETE FROM modules WHERE NOT EXISTS
             (SELECT 1 FROM plugin_revisions AS made
              WHERE made.sha256 = modules.sha256 AND keeps_module)",
    )
    .execute(connection)
    .await?;
    Ok(())
}
