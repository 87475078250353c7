//! Switched rules and the number of the rule set.

use async_trait::async_trait;
use jiff::Timestamp;

use super::SqliteStore;
use super::changes::{NewChange, record};
use super::rows::{parsed, signed, unsigned};
use crate::{
    ChangeOperation, ResourceKind, RuleOverride, RuleStateStore, SetRuleOverride, Sha256Digest,
    StoreError,
};

#[async_trait]
impl RuleStateStore for SqliteStore {
    async fn rule_overrides(&self) -> Result<Vec<RuleOverride>, StoreError> {
        Ok(
            sqlx::query_as("SELECT * FROM rule_switches WHERE enabled IS NOT NULL ORDER BY name")
                .fetch_all(&self.registry.readers)
                .await?,
        )
    }

    async fn set_rule_override(&self, set: SetRuleOverride) -> Result<RuleOverride, StoreError> {
        let mut transaction = self.transaction().await?;
        let old_revision: Option<u64> =
            sqlx::query_scalar("SELECT revision FROM rule_switches WHERE name = ?")
                .bind(&set.name)
                .fetch_optional(&mut *transaction)
                .await?;
        let switch: RuleOverride = sqlx::query_as(
            "INSERT INTO rule_switches (name, enabled, file_enabled, revision, caller, at)
             VALUES (?, ?, ?, 1, ?, ?)
             ON CONFLICT (name) DO UPDATE SET
                 enabled = excluded.enabled, file_enabled = excluded.file_enabled,
                 revision = revision + 1, caller = excluded.caller, at = excluded.at
             RETURNING *",
        )
        .bind(&set.name)
        .bind(set.enabled)
        .bind(set.file_enabled)
        .bind(&set.caller)
        .bind(set.at.as_microsecond())
        .fetch_one(&mut *transaction)
        .await?;
        let change = NewChange {
            at: set.at,
            caller: set.caller.as_deref(),
            resource: ResourceKind::Rule,
            name: Some(&set.name),
            operation: if set.enabled {
                ChangeOperation::Enable
            } else {
                ChangeOperation::Disable
            },
            old_revision,
            new_revision: Some(switch.revision),
        };
        record(&mut transaction, change).await?;
        transaction.commit().await?;
        Ok(switch)
    }

    async fn clear_rule_override(&self, name: &str) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE rule_switches SET enabled = NULL, revision = revision + 1
             WHERE name = ? AND enabled IS NOT NULL",
        )
        .bind(name)
        .execute(&self.registry.writer)
        .await?;
        Ok(())
    }

    async fn record_rule_set(
        &self,
        content: Sha256Digest,
        caller: Option<&str>,
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut transaction = self.transaction().await?;
        let latest =
            sqlx::query("SELECT revision, sha256 FROM rule_sets ORDER BY revision DESC LIMIT 1")
                .fetch_optional(&mut *transaction)
                .await?;
        let mut old_revision = None;
        if let Some(row) = latest {
            let revision = unsigned(&row, "revision")?;
            if parsed(&row, "sha256", str::parse::<Sha256Digest>)? == content {
                return Ok(revision);
            }
            old_revision = Some(revision);
        }
        let revision = old_revision.unwrap_or(0) + 1;
        sqlx::query("INSERT INTO rule_sets (revision, sha256, at) VALUES (?, ?, ?)")
            .bind(signed(revision))
            .bind(content.to_string())
            .bind(at.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        let change = NewChange {
            at,
            caller,
            resource: ResourceKind::RuleSet,
            name: None,
            operation: ChangeOperation::Reload,
            old_revision,
            new_revision: Some(revision),
        };
        record(&mut transaction, change).await?;
        transaction.commit().await?;
        Ok(revision)
    }
}
