//! From rows to records and intents.

use acteon_core::{Outcome, VerdictKind};
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{FromRow, Row};
use tracing::error;
use uuid::Uuid;

use super::records::{DEDUPLICATE, THROTTLE};
use crate::sqlite::rows::{damaged, instant, optional_unsigned, parsed, unsigned};
use crate::{AuditDraft, AuditEntry, CoverageRow, Guard, Intent, StoreError};

fn id(row: &SqliteRow) -> Result<String, sqlx::Error> {
    let bytes: &[u8] = row.try_get("id")?;
    let id = Uuid::from_slice(bytes).map_err(damaged("id"))?;
    Ok(id.to_string())
}

fn verdict(row: &SqliteRow) -> Result<VerdictKind, sqlx::Error> {
    parsed(row, "verdict", |text| {
        VerdictKind::parse(text).ok_or_else(|| format!("`{text}` is no verdict"))
    })
}

fn plugins(row: &SqliteRow) -> Result<Vec<String>, sqlx::Error> {
    let plugins: Option<&str> = row.try_get("plugins")?;
    let plugins = plugins.map(serde_json::from_str).transpose();
    Ok(plugins.map_err(damaged("plugins"))?.unwrap_or_default())
}

impl FromRow<'_, SqliteRow> for AuditEntry {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            sequence: unsigned(row, "sequence")?,
            id: id(row)?,
            action_id: row.try_get("action_id")?,
            namespace: row.try_get("namespace")?,
            tenant: row.try_get("tenant")?,
            provider: row.try_get("provider")?,
            action_type: row.try_get("action_type")?,
            verdict: verdict(row)?,
            matched_rule: row.try_get("matched_rule")?,
            plugins: plugins(row)?,
            caller: row.try_get("caller")?,
            dispatched_at: instant(row, "dispatched_at")?,
            details: row.try_get("details")?,
            outcome: parsed(row, "outcome", |text| {
                Outcome::parse(text).ok_or_else(|| format!("`{text}` is no outcome"))
            })?,
            outcome_details: row.try_get("outcome_details")?,
            completed_at: instant(row, "completed_at")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Intent {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            draft: AuditDraft {
                id: id(row)?,
                action_id: row.try_get("action_id")?,
                namespace: row.try_get("namespace")?,
                tenant: row.try_get("tenant")?,
                provider: row.try_get("provider")?,
                action_type: row.try_get("action_type")?,
                verdict: verdict(row)?,
                matched_rule: row.try_get("matched_rule")?,
                plugins: plugins(row)?,
                caller: row.try_get("caller")?,
                dispatched_at: instant(row, "dispatched_at")?,
                details: row.try_get("details")?,
            },
            guard: guard(row)?,
            remember: row.try_get("remember")?,
        })
    }
}

/// All that were not completed. What cannot be read stays for whoever repairs it.
pub(super) async fn intents(readers: &SqlitePool) -> Result<Vec<Intent>, StoreError> {
    let rows = sqlx::query("SELECT * FROM intents ORDER BY dispatched_at, id")
        .fetch_all(readers)
        .await?;
    let read = |row: &SqliteRow| {
        Intent::from_row(row)
            .inspect_err(|error| {
                error!(
                    event = "store.intent_damaged",
                    id = id(row).ok(),
                    %error,
                    "an action that was not completed cannot be read; it is passed over"
                );
            })
            .ok()
    };
    Ok(rows.iter().filter_map(read).collect())
}

fn guard(row: &SqliteRow) -> Result<Guard, sqlx::Error> {
    match row.try_get("guard")? {
        None => Ok(Guard::None),
        Some(DEDUPLICATE) => Ok(Guard::Deduplicate {
            key: row.try_get("guard_name")?,
            ttl_seconds: optional_unsigned(row, "guard_seconds")?,
        }),
        Some(THROTTLE) => Ok(Guard::Throttle {
            rule: row.try_get("guard_name")?,
            max_count: unsigned(row, "guard_count")?,
            window_seconds: unsigned(row, "guard_seconds")?,
        }),
        Some(other) => Err(damaged("guard")(format!("`{other}` is no guard"))),
    }
}

impl FromRow<'_, SqliteRow> for CoverageRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            namespace: row.try_get("namespace")?,
            tenant: row.try_get("tenant")?,
            provider: row.try_get("provider")?,
            action_type: row.try_get("action_type")?,
            matched_rule: row.try_get("matched_rule")?,
            records: unsigned(row, "records")?,
        })
    }
}
