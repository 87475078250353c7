//! Looking for plugin files.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use acteon_core::PluginName;

use crate::config::PluginOverride;

/// A file that is a plugin by its name.
pub(super) struct FoundFile {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
}

/// What tells that a file has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    modified: Option<SystemTime>,
    inode: u64,
}

/// Every plugin file, and what is wrong with the folder or with names in it.
pub(super) fn find(
    folder: Option<&Path>,
    overrides: &[PluginOverride],
) -> (BTreeMap<PluginName, FoundFile>, Option<String>) {
    let mut found = BTreeMap::new();
    let mut problems = Vec::new();
    if let Some(folder) = folder {
        match fs::read_dir(folder) {
            Ok(entries) => {
                for entry in entries.flatten() {
                    let path = entry.path();
                    if path
                        .extension()
                        .is_some_and(|extension| extension == "wasm")
                    {
                        add_from_folder(&mut found, &mut problems, path);
                    }
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => problems.push(format!(
                "`plugin_dir` `{}` does not exist; its plugins are picked up when it appears",
                folder.display()
            )),
            Err(error) => {
                problems.push(format!("`plugin_dir` `{}`: {error}", folder.display()));
            }
        }
    }
    for plugin in overrides {
        let Some(path) = &plugin.wasm_path else {
            continue;
        };
        match stamp(path) {
            Some(stamp) => {
                found.insert(
                    plugin.name.clone(),
                    FoundFile {
                        path: path.clone(),
                        stamp,
                    },
                );
            }
            None => problems.push(format!(
                "`wasm_path` of `{}` is not a file: `{}`",
                plugin.name,
                path.display()
            )),
        }
    }
    (
        found,
        Some(problems.join("; ")).filter(|problems| !problems.is_empty()),
    )
}

fn add_from_folder(
    found: &mut BTreeMap<PluginName, FoundFile>,
    problems: &mut Vec<String>,
    path: PathBuf,
) {
    let Some(stamp) = stamp(&path) else { return };
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    match PluginName::new(stem.as_str()) {
        Ok(name) => {
            found.insert(name, FoundFile { path, stamp });
        }
        Err(error) => problems.push(format!("`{stem}.wasm` is passed over: {error}")),
    }
}

/// The state of a regular file, links followed.
fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let inode = 0;
    Some(Stamp {
        size: metadata.len(),
        modified: metadata.modified().ok(),
        inode,
    })
}
