//! Records, read.

use futures::TryStreamExt as _;
use sqlx::sqlite::{Sqlite, SqliteConnection};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::filter::{push_filter, push_scope};
use super::reports::Reports;
use crate::sqlite::rows::{signed, unsigned};
use crate::{
    AUDIT_PAGE_BYTES, AuditEntry, AuditFilter, AuditPage, AuditPageRequest, AuditScope,
    EXACT_AUDIT_TOTAL, MAX_AUDIT_PAGE, StoreError,
};

pub(super) async fn page(
    reports: &Reports,
    filter: &AuditFilter,
    page: &AuditPageRequest,
) -> Result<AuditPage, StoreError> {
    // One transaction: entries and total are of the same instant.
    let mut snapshot = reports.snapshot().await?;
    let snapshot = snapshot.connection();
    let limit = page.limit.clamp(1, MAX_AUDIT_PAGE);
    let (entries, complete) = entries(snapshot, filter, page, limit).await?;
    let next = (entries.last())
        .filter(|_| !complete)
        .map(|entry| entry.sequence);
    let here = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    let is_whole_end = complete && page.before.is_none() && (here > 0 || page.offset == 0);
    let found = if is_whole_end {
        page.offset.saturating_add(here)
    } else {
        total(snapshot, filter).await?
    };
    Ok(AuditPage {
        entries,
        total: found.min(EXACT_AUDIT_TOTAL),
        total_is_lower_bound: found > EXACT_AUDIT_TOTAL,
        next,
    })
}

/// The entries of a page, and whether no more follow.
async fn entries(
    connection: &mut SqliteConnection,
    filter: &AuditFilter,
    page: &AuditPageRequest,
    limit: u32,
) -> Result<(Vec<AuditEntry>, bool), sqlx::Error> {
    // The page is found in the narrow table before any body is read.
    let mut query = QueryBuilder::new(
        "SELECT * FROM records JOIN bodies USING (sequence)
         WHERE sequence IN (SELECT sequence FROM records",
    );
    push_filter(&mut query, filter);
    if let Some(before) = page.before {
        query.push(" AND sequence < ").push_bind(signed(before));
    }
    query.push(" ORDER BY sequence DESC LIMIT ");
    query.push_bind(limit.saturating_add(1));
    query.push(" OFFSET ").push_bind(signed(page.offset));
    query.push(") ORDER BY sequence DESC");
    let mut rows = query.build().persistent(false).fetch(connection);
    let (mut entries, mut bytes) = (Vec::new(), 0_usize);
    while let Some(row) = rows.try_next().await? {
        let is_full = u32::try_from(entries.len()).is_ok_and(|found| found >= limit);
        if is_full || bytes >= AUDIT_PAGE_BYTES {
            return Ok((entries, false));
        }
        let entry = AuditEntry::from_row(&row)?;
        bytes = bytes.saturating_add(entry.details.len() + entry.outcome_details.len());
        entries.push(entry);
    }
    Ok((entries, true))
}

/// How many records match; one more than is counted exactly stands for any number.
async fn total(
    connection: &mut SqliteConnection,
    filter: &AuditFilter,
) -> Result<u64, sqlx::Error> {
    let mut query = QueryBuilder::new("SELECT count(*) AS total FROM (SELECT 1 FROM records");
    push_filter(&mut query, filter);
    query.push(" LIMIT ");
    query.push_bind(signed(EXACT_AUDIT_TOTAL + 1)).push(")");
    let row = query
        .build()
        .persistent(false)
        .fetch_one(connection)
        .await?;
    unsigned(&row, "total")
}

pub(super) async fn record(
    reports: &Reports,
    action_id: &str,
    scope: &AuditScope,
) -> Result<Option<AuditEntry>, StoreError> {
    let mut snapshot = reports.snapshot().await?;
    let snapshot = snapshot.connection();
    let mut query = select();
    query.push("action_id = ").push_bind(action_id);
    if let Some(found) = newest(snapshot, query, scope).await? {
        return Ok(Some(found));
    }
    let Ok(id) = Uuid::try_parse(action_id) else {
        return Ok(None);
    };
    let mut query = select();
    query.push("id = ").push_bind(&id.as_bytes()[..]);
    newest(snapshot, query, scope).await
}

fn select() -> QueryBuilder<Sqlite> {
    QueryBuilder::new("SELECT * FROM records JOIN bodies USING (sequence) WHERE ")
}

async fn newest(
    connection: &mut SqliteConnection,
    mut query: QueryBuilder<Sqlite>,
    scope: &AuditScope,
) -> Result<Option<AuditEntry>, StoreError> {
    push_scope(&mut query, scope);
    query.push(" ORDER BY sequence DESC LIMIT 1");
    let found = query.build_query_as().persistent(false);
    Ok(found.fetch_optional(connection).await?)
}
