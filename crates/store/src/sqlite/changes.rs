//! Who changed what.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::SqliteStore;
use super::rows::signed;
use crate::{ChangeOperation, ChangeRecord, ChangeStore, ResourceKind, StoreError};

/// A change to be recorded in the transaction that makes it.
pub(super) struct NewChange<'a> {
    pub at: Timestamp,
    pub caller: Option<&'a str>,
    pub resource: ResourceKind,
    pub name: Option<&'a str>,
    pub operation: ChangeOperation,
    pub old_revision: Option<u64>,
    pub new_revision: Option<u64>,
}

pub(super) async fn record(
    connection: &mut SqliteConnection,
    change: NewChange<'_>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO changes (at, caller, resource, name, operation, old_revision, new_revision)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(change.at.as_microsecond())
    .bind(change.caller)
    .bind(change.resource.as_str())
    .bind(change.name)
    .bind(change.operation.as_str())
    .bind(change.old_revision.map(signed))
    .bind(change.new_revision.map(signed))
    .execute(connection)
    .await?;
    Ok(())
}

#[async_trait]
impl ChangeStore for SqliteStore {
    async fn changes(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<ChangeRecord>, StoreError> {
        Ok(
            sqlx::query_as("SELECT * FROM changes WHERE id < ? ORDER BY id DESC LIMIT ?")
                .bind(before.map_or(i64::MAX, signed))
                .bind(limit)
                .fetch_all(&self.registry.readers)
                .await?,
        )
    }
}
