//! Removing what is too old, in steps between which dispatching goes on.

use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Row};

use super::Dispatch;
use super::maintenance::{OwnedPlace, Step};
use crate::sqlite::rows::signed;
use crate::{Pruned, Retention, StoreError};

/// Keys or windows removed in one step.
const STEP: usize = 100;
/// Keys or windows looked for at once.
const SEARCH: usize = 5000;

pub(super) async fn prune(dispatch: &Dispatch, retention: Retention) -> Result<Pruned, StoreError> {
    let mut pruned = Pruned::default();
    let through = surplus(dispatch.reports.unlimited(), retention.keep_records).await?;
    let before = retention.records_before.as_microsecond();
    loop {
        let removed = (dispatch.maintain(Step::RemoveRecords { through, before })).await?;
        if removed == 0 {
            break;
        }
        pruned.records += removed;
    }
    let before = retention.keys_before.as_microsecond();
    pruned.keys = remove(dispatch, OUTDATED_KEYS, before, |places| Step::RemoveKeys {
        places,
        before,
    })
    .await?;
    let before = retention.windows_before.as_microsecond();
    pruned.windows = remove(dispatch, OUTDATED_WINDOWS, before, |places| {
        Step::RemoveWindows { places, before }
    })
    .await?;
    while dispatch.maintain(Step::Shrink).await? > 0 {}
    Ok(pruned)
}

/// The newest record beyond those to be kept; 0 when there is none.
async fn surplus(readers: &SqlitePool, keep_records: u64) -> Result<i64, sqlx::Error> {
    let newest: Option<i64> =
        sqlx::query_scalar("SELECT sequence FROM records ORDER BY sequence DESC LIMIT 1 OFFSET ?")
            .bind(signed(keep_records))
            .fetch_optional(readers)
            .await?;
    Ok(newest.unwrap_or(0))
}

const OUTDATED_KEYS: &str = "SELECT namespace, tenant, key FROM seen_keys
    WHERE kept_until < ? AND reserved_by IS NULL ORDER BY kept_until LIMIT ?";

// There are few: one for each rule and tenant that has counted of late.
const OUTDATED_WINDOWS: &str =
    "SELECT namespace, tenant, rule FROM throttle_windows WHERE ends_at < ? LIMIT ?";

/// Removes keys or windows. What is outdated is looked for beside the writer, which looks again
/// before it removes anything.
async fn remove(
    dispatch: &Dispatch,
    outdated: &'static str,
    before: i64,
    step: impl Fn(Vec<OwnedPlace>) -> Step,
) -> Result<u64, StoreError> {
    let mut all = 0;
    loop {
        let places = search(dispatch.reports.unlimited(), outdated, before).await?;
        let mut removed = 0;
        for places in places.chunks(STEP) {
            removed += dispatch.maintain(step(places.to_vec())).await?;
        }
        all += removed;
        if places.len() < SEARCH || removed == 0 {
            return Ok(all);
        }
    }
}

async fn search(
    readers: &SqlitePool,
    outdated: &'static str,
    before: i64,
) -> Result<Vec<OwnedPlace>, sqlx::Error> {
    let rows = sqlx::query(AssertSqlSafe(outdated))
        .bind(before)
        .bind(i64::try_from(SEARCH).unwrap_or(i64::MAX))
        .fetch_all(readers)
        .await?;
    let place = |row: &SqliteRow| {
        Ok(OwnedPlace {
            namespace: row.try_get(0)?,
            tenant: row.try_get(1)?,
            name: row.try_get(2)?,
        })
    };
    rows.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SqliteStore;

    /// A server remembers millions of keys.
    #[tokio::test]
    async fn keys_that_are_kept_are_not_gone_through() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).await.unwrap();
        let plan = format!("EXPLAIN QUERY PLAN {OUTDATED_KEYS}");
        let plan = sqlx::query(AssertSqlSafe(plan))
            .bind(0)
            .bind(1)
            .fetch_all(store.dispatch.reports.unlimited())
            .await
            .unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        assert_eq!(
            plan,
            ["SEARCH seen_keys USING INDEX seen_keys_by_end (kept_until<?)"]
        );
    }
}
