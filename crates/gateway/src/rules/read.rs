//! Which folder rule files are read from.

use std::fs;
use std::path::{Path, PathBuf};

/// Resolves a folder that a request names, relative to the configured one, in which it must lie
/// when links are resolved. What lies outside is not told apart from what does not exist.
pub(super) fn folder_within(configured: &Path, asked: &str) -> Result<PathBuf, String> {
    let root = fs::canonicalize(configured)
        .map_err(|error| format!("[rules] directory cannot be read: {error}"))?;
    // A client that knows the configuration sends the configured folder itself.
    let same = Path::new(asked) == configured || configured.ends_with(asked);
    let folder = fs::canonicalize(configured.join(asked))
        .ok()
        .filter(|folder| folder.starts_with(&root) && folder.is_dir());
    match folder {
        Some(folder) => Ok(folder),
        None if same => Ok(root),
        None => Err(format!(
            "`directory` `{asked}` is no folder in [rules] directory"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_outside_is_refused_links_resolved() {
        let outer = tempfile::tempdir().expect("a folder");
        let rules = outer.path().join("rules");
        fs::create_dir_all(rules.join("team")).expect("made");
        fs::create_dir_all(outer.path().join("secret")).expect("made");
        std::os::unix::fs::symlink(outer.path().join("secret"), rules.join("link")).expect("made");
        assert!(folder_within(&rules, "team").is_ok());
        assert!(folder_within(&rules, ".").is_ok());
        assert!(folder_within(&rules, "../secret").is_err());
        assert!(folder_within(&rules, "link").is_err());
        assert!(folder_within(&rules, "/").is_err());
        assert!(folder_within(&rules, "nowhere").is_err());
    }
}
