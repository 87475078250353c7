//! The key that authenticates compiled code on disk: made once, readable by the server alone.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Length of the key in bytes.
const KEY_BYTES: usize = 32;

/// The key's file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {reason}", .path.display())]
pub struct SecretError {
    path: PathBuf,
    reason: String,
}

/// Reads the key, or makes one.
///
/// A file of another length is replaced: all that is lost is the cache it protected.
pub(crate) fn load_or_create(path: &Path) -> Result<[u8; KEY_BYTES], SecretError> {
    let failed = |error: &dyn std::fmt::Display| SecretError {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    match File::open(path) {
        Ok(mut file) => {
            let mut bytes = Vec::with_capacity(KEY_BYTES);
            file.read_to_end(&mut bytes)
                .map_err(|error| failed(&error))?;
            if let Ok(key) = <[u8; KEY_BYTES]>::try_from(bytes.as_slice()) {
                return Ok(key);
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(&error)),
    }
    let mut key = [0; KEY_BYTES];
    getrandom::fill(&mut key).map_err(|error| failed(&error))?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| failed(&error))?;
    file.write_all(&key)
        .and_then(|()| file.sync_all())
        .map_err(|error| failed(&error))?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_a_damaged_one_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        let first = load_or_create(&path).expect("made");
        assert_eq!(load_or_create(&path).expect("read"), first);
        std::fs::write(&path, b"short").expect("written");
        let second = load_or_create(&path).expect("made again");
        assert_ne!(second, first);
        assert_eq!(load_or_create(&path).expect("read"), second);
    }
}
