//! Removing what is too old, in steps between which dispatching goes on.

use jiff::Timestamp;
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Row};

use super::Dispatch;
use super::maintenance::{OwnedPlace, Step};
use crate::sqlite::rows::signed;
use crate::{Pruned, StoreError};

/// Keys or windows removed in one step.
const STEP: u32 = 100;

pub(super) async fn prune(
    dispatch: &Dispatch,
    older_than: Timestamp,
    keep_records: u64,
    seen_before: Timestamp,
) -> Result<Pruned, StoreError> {
    let mut pruned = Pruned::default();
    let through = surplus(dispatch.reports.unlimited(), keep_records).await?;
    let before = older_than.as_microsecond();
    loop {
        let removed = (dispatch.maintain(Step::RemoveRecords { through, before })).await?;
        if removed == 0 {
            break;
        }
        pruned.records += removed;
    }
    let before = seen_before.as_microsecond();
    pruned.keys = remove(dispatch, OUTDATED_KEYS, before, |places| Step::RemoveKeys {
        places,
        before,
    })
    .await?;
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
    WHERE (namespace, tenant, key) > ($1, $2, $3) AND kept_until < $4 AND reserved_by IS NULL
    ORDER BY namespace, tenant, key LIMIT $5";

const OUTDATED_WINDOWS: &str = "SELECT namespace, tenant, rule FROM throttle_windows
    WHERE (namespace, tenant, rule) > ($1, $2, $3) AND ends_at < $4
    ORDER BY namespace, tenant, rule LIMIT $5";

/// Goes through a table from place to place. What is outdated is looked for beside the writer,
/// which looks again before it removes anything.
async fn remove(
    dispatch: &Dispatch,
    outdated: &'static str,
    before: i64,
    step: impl Fn(Vec<OwnedPlace>) -> Step,
) -> Result<u64, StoreError> {
    let mut last = OwnedPlace::default();
    let mut removed = 0;
    loop {
        let rows = sqlx::query(AssertSqlSafe(outdated))
            .bind(&last.namespace)
            .bind(&last.tenant)
            .bind(&last.name)
            .bind(before)
            .bind(STEP)
            .fetch_all(dispatch.reports.unlimited())
            .await?;
        let places: Vec<_> = rows
            .iter()
            .map(|row| {
                Ok(OwnedPlace {
                    namespace: row.try_get(0)?,
                    tenant: row.try_get(1)?,
                    name: row.try_get(2)?,
                })
            })
            .collect::<Result<_, sqlx::Error>>()?;
        let Some(end) = places.last() else {
            return Ok(removed);
        };
        last = end.clone();
        removed += dispatch.maintain(step(places)).await?;
    }
}
