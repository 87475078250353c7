//! What the writer does beside operations: small steps, each a transaction of its own.

use sqlx::{Connection, SqliteConnection};
use tokio::sync::oneshot;

use super::bulk::Script;
use super::guards::{KeyState, Window};
use super::state::{Kept, Overlay, Place};
use crate::StoreError;

/// Records looked at in one step.
pub(super) const STEP: u32 = 100;
/// Pages given back to the file system in one step.
const SHRINK_STEP: i64 = 100;

/// A place that is written down.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnedPlace {
    pub namespace: String,
    pub tenant: String,
    pub name: String,
}

impl OwnedPlace {
    fn as_place(&self) -> Place<'_> {
        Place {
            namespace: &self.namespace,
            tenant: &self.tenant,
            name: &self.name,
        }
    }
}

/// A step.
pub(super) enum Step {
    /// Find out whether writing works.
    Check,
    /// Remove records: of the oldest, those up to this number and those dispatched before.
    RemoveRecords { through: i64, before: i64 },
    /// Remove those of the keys that need not be remembered since then.
    RemoveKeys {
        places: Vec<OwnedPlace>,
        before: i64,
    },
    /// Remove those of the windows that had ended then.
    RemoveWindows {
        places: Vec<OwnedPlace>,
        before: i64,
    },
    /// Give unused pages back to the file system, if there are many.
    Shrink,
    /// A statement that no store would run.
    #[cfg(test)]
    Execute(&'static str),
}

/// A step that somebody waits for.
pub(super) struct Maintenance {
    pub step: Step,
    /// How many rows or pages it concerned.
    pub reply: oneshot::Sender<Result<u64, StoreError>>,
}

impl Maintenance {
    /// Does it and answers; says whether it succeeded.
    pub(super) async fn run(self, connection: &mut SqliteConnection) -> bool {
        let done = self.step.run(connection).await;
        let succeeded = done.is_ok();
        // Whoever has stopped waiting misses nothing.
        let _ = self.reply.send(done.map_err(StoreError::from));
        succeeded
    }

    pub(super) fn refuse(self, error: StoreError) {
        let _ = self.reply.send(Err(error));
    }
}

impl Step {
    async fn run(self, connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
        match self {
            Self::Check => {
                sqlx::query("UPDATE writability SET checks = checks + 1")
                    .execute(connection)
                    .await?;
                Ok(1)
            }
            Self::RemoveRecords { through, before } => {
                remove_records(connection, through, before).await
            }
            Self::RemoveKeys { places, before } => {
                remove::<KeyState>(connection, &places, before).await
            }
            Self::RemoveWindows { places, before } => {
                remove::<Window>(connection, &places, before).await
            }
            Self::Shrink => shrink(connection).await,
            #[cfg(test)]
            Self::Execute(statement) => {
                sqlx::query(statement).execute(connection).await?;
                Ok(1)
            }
        }
    }
}

/// The oldest records that shall go. They are looked for among few, from the oldest on, since
/// numbers rise with time but for steps of the clock.
macro_rules! outdated {
    () => {
        "(SELECT sequence FROM
             (SELECT sequence, dispatched_at FROM records ORDER BY sequence LIMIT $3)
          WHERE sequence <= $1 OR dispatched_at < $2)"
    };
}

async fn remove_records(
    connection: &mut SqliteConnection,
    through: i64,
    before: i64,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let bodies = concat!(
        "DELETE FROM record_plugins WHERE (plugin, sequence) IN
             (SELECT value, sequence FROM bodies, json_each(plugins)
              WHERE sequence IN ",
        outdated!(),
        "); DELETE FROM bodies WHERE sequence IN ",
        outdated!()
    );
    let records = concat!("DELETE FROM records WHERE sequence IN ", outdated!());
    let mut removed = 0;
    for statement in [bodies, records] {
        removed = sqlx::query(statement)
            .bind(through)
            .bind(before)
            .bind(STEP)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
    }
    transaction.commit().await?;
    Ok(removed)
}

async fn remove<T: Kept>(
    connection: &mut SqliteConnection,
    places: &[OwnedPlace],
    before: i64,
) -> Result<u64, sqlx::Error> {
    let places = || places.iter().map(OwnedPlace::as_place);
    let mut overlay = Overlay::<T>::load(connection, places()).await?;
    let mut removed = 0;
    for place in places() {
        if overlay
            .get(place)
            .is_some_and(|state| state.is_over(before))
        {
            overlay.set(place, None);
            removed += 1;
        }
    }
    let mut script = Script::default();
    overlay.save(&mut script)?;
    script.run(connection).await?;
    Ok(removed)
}

/// Unused pages are the space of the records to come; only when they are a quarter of the file
/// they are given back.
async fn shrink(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let unused = unused_pages(connection).await?;
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
        .fetch_one(&mut *connection)
        .await?;
    if unused < SHRINK_STEP || unused < pages / 4 {
        return Ok(0);
    }
    sqlx::query("PRAGMA incremental_vacuum(100)")
        .execute(&mut *connection)
        .await?;
    // None where the file was made without the list that this needs.
    let freed = unused.saturating_sub(unused_pages(connection).await?);
    Ok(freed.max(0).unsigned_abs())
}

async fn unused_pages(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("PRAGMA freelist_count")
        .fetch_one(connection)
        .await
}
