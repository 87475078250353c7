//! From rows to records. A value that no record can have is damage, not a defect.

use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use jiff::Timestamp;
use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};

use crate::{
    ChangeOperation, ChangeRecord, PluginCounters, PluginRecord, PluginSource, ResourceKind,
    RevisionRecord, RuleOverride, UnknownName,
};

/// A number as the database holds it. Beyond what it can hold it stays at the highest.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number as the database gives it.
pub(super) fn unsigned(row: &SqliteRow, column: &str) -> Result<u64, sqlx::Error> {
    let number: i64 = row.try_get(column)?;
    number.try_into().map_err(damaged(column))
}

pub(super) fn optional_unsigned(row: &SqliteRow, column: &str) -> Result<Option<u64>, sqlx::Error> {
    let number: Option<i64> = row.try_get(column)?;
    (number.map(u64::try_from).transpose()).map_err(damaged(column))
}

/// An instant as the database gives it.
pub(super) fn instant(row: &SqliteRow, column: &str) -> Result<Timestamp, sqlx::Error> {
    Timestamp::from_microsecond(row.try_get(column)?).map_err(damaged(column))
}

fn optional_instant(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>, sqlx::Error> {
    let instant: Option<i64> = row.try_get(column)?;
    (instant.map(Timestamp::from_microsecond).transpose()).map_err(damaged(column))
}

/// A value that is stored as text.
pub(super) fn parsed<'r, T, E: Into<BoxDynError>>(
    row: &'r SqliteRow,
    column: &str,
    parse: impl FnOnce(&'r str) -> Result<T, E>,
) -> Result<T, sqlx::Error> {
    parse(row.try_get(column)?).map_err(damaged(column))
}

fn limits(row: &SqliteRow) -> Result<PluginLimits, sqlx::Error> {
    PluginLimits::new(
        unsigned(row, "memory_limit_bytes")?,
        unsigned(row, "timeout_ms")?,
    )
    .map_err(damaged("memory_limit_bytes"))
}

fn snapshot(row: &SqliteRow) -> Result<SnapshotMode, sqlx::Error> {
    parsed(row, "snapshot", |text| {
        SnapshotMode::parse(text).ok_or_else(|| UnknownName::new("snapshot mode", text))
    })
}

pub(super) fn damaged<E: Into<BoxDynError>>(column: &str) -> impl FnOnce(E) -> sqlx::Error {
    let index = column.to_owned();
    move |error| sqlx::Error::ColumnDecode {
        index,
        source: error.into(),
    }
}

impl FromRow<'_, SqliteRow> for PluginRecord {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            name: parsed(row, "name", PluginName::new)?,
            source: parsed(row, "source", PluginSource::parse)?,
            description: row.try_get("description")?,
            limits: limits(row)?,
            snapshot: snapshot(row)?,
            enabled: row.try_get("enabled")?,
            sha256: parsed(row, "sha256", str::parse)?,
            size_bytes: unsigned(row, "size_bytes")?,
            revision: unsigned(row, "revision")?,
            registered_at: instant(row, "registered_at")?,
            updated_at: instant(row, "at")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for RevisionRecord {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            name: parsed(row, "name", PluginName::new)?,
            source: parsed(row, "source", PluginSource::parse)?,
            revision: unsigned(row, "revision")?,
            description: row.try_get("description")?,
            limits: limits(row)?,
            snapshot: snapshot(row)?,
            enabled: row.try_get("enabled")?,
            sha256: parsed(row, "sha256", str::parse)?,
            size_bytes: unsigned(row, "size_bytes")?,
            operation: parsed(row, "operation", ChangeOperation::parse)?,
            caller: row.try_get("caller")?,
            at: instant(row, "at")?,
            current: row.try_get("current")?,
            restorable: row.try_get("restorable")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for PluginCounters {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            name: parsed(row, "name", PluginName::new)?,
            dispatch: unsigned(row, "dispatch")?,
            playground: unsigned(row, "playground")?,
            test: unsigned(row, "test")?,
            errors: unsigned(row, "errors")?,
            last_invoked_at: optional_instant(row, "last_invoked_at")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for RuleOverride {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            name: row.try_get("name")?,
            enabled: row.try_get("enabled")?,
            file_enabled: row.try_get("file_enabled")?,
            revision: unsigned(row, "revision")?,
            caller: row.try_get("caller")?,
            at: instant(row, "at")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for ChangeRecord {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: unsigned(row, "id")?,
            at: instant(row, "at")?,
            caller: row.try_get("caller")?,
            resource: parsed(row, "resource", ResourceKind::parse)?,
            name: row.try_get("name")?,
            operation: parsed(row, "operation", ChangeOperation::parse)?,
            old_revision: optional_unsigned(row, "old_revision")?,
            new_revision: optional_unsigned(row, "new_revision")?,
        })
    }
}
