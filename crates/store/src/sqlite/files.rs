//! The store's folder: who may read it, and who uses it.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::StoreError;

/// The database of plugins, rules and changes in the data directory.
pub(super) const REGISTRY: &str = "acteon.db";
/// The database of dispatched actions in the data directory.
pub(super) const DISPATCH: &str = "dispatch.db";
/// The file whose lock says that a server uses the data directory.
const LOCK: &str = "acteon.lock";

/// Runs what waits for the disk on a thread that may.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StoreError::Failed(error.to_string()))?
}

/// Makes the folder and the database files if they are not there, and locks the folder.
pub(super) fn prepare(folder: &Path) -> Result<File, StoreError> {
    create_private_folder(folder, false).map_err(|error| at(folder, &error))?;
    let path = folder.join(LOCK);
    let lock = open_private(&path, false).map_err(|error| at(&path, &error))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StoreError::InUse {
                folder: folder.to_owned(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(at(&path, &error)),
    }
    for database in [REGISTRY, DISPATCH] {
        let path = folder.join(database);
        open_private(&path, false).map_err(|error| at(&path, &error))?;
    }
    Ok(lock)
}

/// An error of the file system at this place.
pub(super) fn at(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Path {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

/// Makes a folder that only its owner can read. With `new` it must not be there, its parent must.
pub(super) fn create_private_folder(folder: &Path, new: bool) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(!new);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens a file for writing, made readable by its owner alone if it is not there. With `new` it
/// must not be there.
pub(super) fn open_private(path: &Path, new: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).create_new(new);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
