//! A copy of the store while it is in use.

use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::error::opening;
use super::files::{self, REGISTRY, blocking};
use crate::StoreError;

/// Copies the store in `directory` into the new file `target`, as it is at one instant, whether a
/// server uses it or not. Answers the size of the copy in bytes. To restore it, put it as
/// `acteon.db` into an empty data directory.
///
/// The copy appears under its name when it is complete and on the disk; until then it is beside
/// it with `.partial` appended.
///
/// # Errors
/// [`StoreError::Path`]: there is no store, `target` exists, or one of them cannot be used.
pub async fn backup_to(directory: &Path, target: &Path) -> Result<u64, StoreError> {
    let source = directory.join(REGISTRY);
    let mut partial = target.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let places = (source.clone(), target.to_owned(), partial.clone());
    blocking(move || reserve(&places.0, &places.1, &places.2)).await?;
    let copied = copy(directory, &source, &partial).await;
    let target = target.to_owned();
    blocking(move || {
        let finished = copied.and_then(|()| finish(&partial, &target));
        if finished.is_err() {
            // Nothing to add to the error: what is left behind does not pass for a backup.
            let _ = std::fs::remove_file(&partial);
        }
        finished
    })
    .await
}

/// Makes the empty file that the copy goes to, if the copy can be made at all.
fn reserve(source: &Path, target: &Path, partial: &Path) -> Result<(), StoreError> {
    let refuse = |path: &Path, reason: &str| StoreError::Path {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    let exists = |path: &Path| path.try_exists().map_err(|error| files::at(path, &error));
    if !exists(source)? {
        return Err(refuse(source, "there is no store here; check `data_dir`"));
    }
    if exists(target)? {
        return Err(refuse(target, "exists already; name a new file"));
    }
    if exists(partial)? {
        let reason = "an interrupted or running backup left this; delete it if none is running";
        return Err(refuse(partial, reason));
    }
    files::open_private(partial, true).map_err(|error| files::at(partial, &error))?;
    Ok(())
}

async fn copy(directory: &Path, source: &Path, partial: &Path) -> Result<(), StoreError> {
    let name = partial.to_str().ok_or_else(|| StoreError::Path {
        path: partial.to_owned(),
        reason: "the path is not valid UTF-8".to_owned(),
    })?;
    let mut connection = SqliteConnectOptions::new()
        .filename(source)
        .read_only(true)
        .connect()
        .await
        .map_err(|error| opening(directory, error))?;
    let copied = sqlx::query("VACUUM INTO ?")
        .bind(name)
        .execute(&mut connection)
        .await
        .map(|_| ())
        .map_err(|error| StoreError::Path {
            path: partial.to_owned(),
            reason: StoreError::from(error).to_string(),
        });
    // The copy is made or not: closing the source adds nothing.
    let _ = connection.close().await;
    copied
}

/// Brings the copy to the disk and gives it its name.
fn finish(partial: &Path, target: &Path) -> Result<u64, StoreError> {
    let fail = |error| files::at(target, &error);
    let file = std::fs::File::open(partial).map_err(fail)?;
    file.sync_all().map_err(fail)?;
    let size = file.metadata().map_err(fail)?.len();
    std::fs::rename(partial, target).map_err(fail)?;
    #[cfg(unix)]
    {
        let folder = target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        std::fs::File::open(folder.unwrap_or(Path::new(".")))
            .and_then(|folder| folder.sync_all())
            .map_err(fail)?;
    }
    Ok(size)
}
