//! A copy of the store while it is in use.

use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::error::opening;
use super::files::{self, DISPATCH, REGISTRY, blocking};
use crate::StoreError;

/// Copies the store in `directory` into the new folder `target`, whether a server uses it or not.
/// Answers the size of the copy in bytes. The copy can be used as a data directory as it is.
///
/// Each database is copied as it is at one instant, the dispatched actions first: whatever
/// revisions their records name are in the copy of the other.
///
/// The copy appears under its name when it is complete and on the disk; until then it is beside
/// it with `.partial` appended.
///
/// # Errors
/// [`StoreError::Path`]: there is no store, `target` exists, or one of them cannot be used.
pub async fn backup_to(directory: &Path, target: &Path) -> Result<u64, StoreError> {
    let mut partial = target.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let places = (directory.to_owned(), target.to_owned(), partial.clone());
    let databases = blocking(move || reserve(&places.0, &places.1, &places.2)).await?;
    let copied = copy_all(directory, &partial, &databases).await;
    let target = target.to_owned();
    blocking(move || {
        let finished = copied.and_then(|()| finish(&partial, &databases, &target));
        if finished.is_err() {
            // Nothing to add to the error: what is left behind does not pass for a backup.
            let _ = std::fs::remove_dir_all(&partial);
        }
        finished
    })
    .await
}

/// Makes the folder and the empty files that the copy goes to, if it can be made at all. Answers
/// which databases are there, in the order in which they are to be copied.
fn reserve(
    directory: &Path,
    target: &Path,
    partial: &Path,
) -> Result<Vec<&'static str>, StoreError> {
    let refuse = |path: &Path, reason: &str| StoreError::Path {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    let exists = |path: &Path| path.try_exists().map_err(|error| files::at(path, &error));
    let source = directory.join(REGISTRY);
    if !exists(&source)? {
        return Err(refuse(&source, "there is no store here; check `data_dir`"));
    }
    if exists(target)? {
        return Err(refuse(target, "exists already; name a new folder"));
    }
    if exists(partial)? {
        let reason = "an interrupted or running backup left this; delete it if none is running";
        return Err(refuse(partial, reason));
    }
    files::create_private_folder(partial, true).map_err(|error| files::at(partial, &error))?;
    let mut databases = Vec::new();
    for name in [DISPATCH, REGISTRY] {
        // A store that only an older version has used has the one alone.
        if exists(&directory.join(name))? {
            let file = partial.join(name);
            files::open_private(&file, true).map_err(|error| files::at(&file, &error))?;
            databases.push(name);
        }
    }
    Ok(databases)
}

async fn copy_all(
    directory: &Path,
    partial: &Path,
    databases: &[&'static str],
) -> Result<(), StoreError> {
    for name in databases {
        copy(&directory.join(name), &partial.join(name)).await?;
    }
    Ok(())
}

async fn copy(source: &Path, target: &Path) -> Result<(), StoreError> {
    let name = target.to_str().ok_or_else(|| StoreError::Path {
        path: target.to_owned(),
        reason: "the path is not valid UTF-8".to_owned(),
    })?;
    let mut connection = SqliteConnectOptions::new()
        .filename(source)
        .read_only(true)
        .connect()
        .await
        .map_err(|error| opening(source, error))?;
    let copied = sqlx::query("VACUUM INTO ?")
        .bind(name)
        .execute(&mut connection)
        .await
        .map(|_| ())
        .map_err(|error| StoreError::Path {
            path: target.to_owned(),
            reason: StoreError::from(error).to_string(),
        });
    // The copy is made or not: closing the source adds nothing.
    let _ = connection.close().await;
    copied
}

/// Brings the copy to the disk and gives it its name.
fn finish(partial: &Path, databases: &[&str], target: &Path) -> Result<u64, StoreError> {
    let fail = |error| files::at(target, &error);
    let mut size = 0;
    for name in databases {
        let file = std::fs::File::open(partial.join(name)).map_err(fail)?;
        file.sync_all().map_err(fail)?;
        size += file.metadata().map_err(fail)?.len();
    }
    sync_folder(partial).map_err(fail)?;
    std::fs::rename(partial, target).map_err(fail)?;
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    sync_folder(folder.unwrap_or(Path::new("."))).map_err(fail)?;
    Ok(size)
}

/// Brings the names in a folder to the disk.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    // Elsewhere a folder cannot be opened as a file.
    if cfg!(unix) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
