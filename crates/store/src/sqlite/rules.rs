//! Switched rules and the number of the rule set.

use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::SqliteStore;
use super::changes::{NewChange, record};
use super::rows::{instant, parsed, signed, unsigned};
use crate::{
    ChangeOperation, KEPT_RULE_SETS, NewRuleSet, ResourceKind, RuleOverride, RuleSetFile,
    RuleSetRecord, RuleStateStore, SetRuleOverride, Sha256Digest, StoreError,
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

    async fn record_rule_set(&self, set: NewRuleSet) -> Result<u64, StoreError> {
        let mut transaction = self.transaction().await?;
        let latest =
            sqlx::query("SELECT revision, sha256 FROM rule_sets ORDER BY revision DESC LIMIT 1")
                .fetch_optional(&mut *transaction)
                .await?;
        let mut old_revision = None;
        if let Some(row) = latest {
            let revision = unsigned(&row, "revision")?;
            if parsed(&row, "sha256", str::parse::<Sha256Digest>)? == set.content {
                keep_files(&mut transaction, &set).await?;
                transaction.commit().await?;
                return Ok(revision);
            }
            old_revision = Some(revision);
        }
        let revision = old_revision.unwrap_or(0) + 1;
        sqlx::query("INSERT INTO rule_sets (revision, sha256, at) VALUES (?, ?, ?)")
            .bind(signed(revision))
            .bind(set.content.to_string())
            .bind(set.at.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        keep_files(&mut transaction, &set).await?;
        let change = NewChange {
            at: set.at,
            caller: set.caller.as_deref(),
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

    async fn rule_set(&self, revision: u64) -> Result<Option<RuleSetRecord>, StoreError> {
        let row = sqlx::query("SELECT revision, sha256, at FROM rule_sets WHERE revision = ?")
            .bind(signed(revision))
            .fetch_optional(&self.registry.readers)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let content = parsed(&row, "sha256", str::parse::<Sha256Digest>)?;
        let files: Vec<(String, String)> = sqlx::query_as(
            "SELECT path, text FROM rule_set_files WHERE sha256 = ? ORDER BY position",
        )
        .bind(content.to_string())
        .fetch_all(&self.registry.readers)
        .await?;
        let nothing = Sha256Digest::of(&[]);
        let kept = !files.is_empty() || content == nothing;
        let files = files
            .into_iter()
            .map(|(path, text)| RuleSetFile { path, text });
        Ok(Some(RuleSetRecord {
            revision,
            at: instant(&row, "at")?,
            files: kept.then(|| files.collect()),
        }))
    }
}

/// Keeps the files of a rule set, and lets go of those of old ones.
async fn keep_files(connection: &mut SqliteConnection, set: &NewRuleSet) -> Result<(), StoreError> {
    let content = set.content.to_string();
    for (position, file) in (0_i64..).zip(&set.files) {
        sqlx::query(
            "INSERT INTO rule_set_files (sha256, position, path, text) VALUES (?, ?, ?, ?)
             ON CONFLICT DO NOTHING",
        )
        .bind(&content)
        .bind(position)
        .bind(&file.path)
        .bind(&file.text)
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query(
        "DELETE FROM rule_set_files WHERE sha256 NOT IN
         (SELECT sha256 FROM rule_sets ORDER BY revision DESC LIMIT ?)",
    )
    .bind(KEPT_RULE_SETS)
    .execute(&mut *connection)
    .await?;
    Ok(())
}
