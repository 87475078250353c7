//! What the rules met, counted.

use std::collections::BTreeSet;

use sqlx::QueryBuilder;
use sqlx::sqlite::{Sqlite, SqliteConnection};

use super::filter::push_filter;
use super::reports::Reports;
use crate::sqlite::rows::unsigned;
use crate::{AuditFilter, Coverage, CoverageRow, MAX_COVERAGE_ROWS, StoreError};

pub(super) async fn coverage(
    reports: &Reports,
    filter: &AuditFilter,
) -> Result<Coverage, StoreError> {
    // One transaction: everything is of the same instant.
    let mut snapshot = reports.snapshot().await?;
    let snapshot = snapshot.connection();
    let mut rows = rows(snapshot, filter).await?;
    let most = usize::try_from(MAX_COVERAGE_ROWS).unwrap_or(usize::MAX);
    if rows.len() > most {
        rows.truncate(most);
        return Ok(Coverage {
            rows,
            matched_rules: matched_rules(snapshot, filter).await?,
            records: records(snapshot, filter).await?,
            truncated: true,
        });
    }
    let matched_rules: BTreeSet<_> = rows
        .iter()
        .filter_map(|row| row.matched_rule.clone())
        .collect();
    Ok(Coverage {
        matched_rules: matched_rules.into_iter().collect(),
        records: rows.iter().map(|row| row.records).sum(),
        truncated: false,
        rows,
    })
}

/// The most frequent combinations, and one more if there is.
async fn rows(
    connection: &mut SqliteConnection,
    filter: &AuditFilter,
) -> Result<Vec<CoverageRow>, sqlx::Error> {
    let mut query = matching(
        "SELECT namespace, tenant, provider, action_type, matched_rule, count(*) AS records",
        filter,
    );
    query.push(
        " GROUP BY namespace, tenant, provider, action_type, matched_rule
          ORDER BY records DESC, namespace, tenant, provider, action_type, matched_rule LIMIT ",
    );
    query.push_bind(MAX_COVERAGE_ROWS.saturating_add(1));
    (query.build_query_as().persistent(false))
        .fetch_all(connection)
        .await
}

async fn matched_rules(
    connection: &mut SqliteConnection,
    filter: &AuditFilter,
) -> Result<Vec<String>, sqlx::Error> {
    let mut query = matching("SELECT DISTINCT matched_rule", filter);
    query.push(" AND matched_rule IS NOT NULL ORDER BY matched_rule");
    (query.build_query_scalar().persistent(false))
        .fetch_all(connection)
        .await
}

async fn records(
    connection: &mut SqliteConnection,
    filter: &AuditFilter,
) -> Result<u64, sqlx::Error> {
    let mut query = matching("SELECT count(*) AS records", filter);
    let row = (query.build().persistent(false))
        .fetch_one(connection)
        .await?;
    unsigned(&row, "records")
}

fn matching(select: &str, filter: &AuditFilter) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(select);
    query.push(" FROM records");
    push_filter(&mut query, filter);
    query
}
