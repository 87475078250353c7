//! Looking for plugin files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
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

/// What looking for plugin files has found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) files: BTreeMap<PluginName, FoundFile>,
    /// Whether everything could be looked at: only then a plugin that was not found is gone.
    pub(super) complete: bool,
    /// What is wrong with the folder or with names in it.
    pub(super) problem: Option<String>,
}

/// Looks for every plugin file.
pub(super) fn find(folder: Option<&Path>, overrides: &[PluginOverride]) -> Found {
    let mut found = Found {
        complete: true,
        ..Found::default()
    };
    let mut problems = Vec::new();
    if let Some(folder) = folder {
        found.look_into(folder, &mut problems);
    }
    for plugin in overrides {
        let Some(path) = &plugin.wasm_path else {
            if found.complete && !found.files.contains_key(&plugin.name) {
                problems.push(format!(
                    "`[[wasm.plugins]]` names `{0}`, but there is no `{0}.wasm` in `plugin_dir`",
                    plugin.name
                ));
            }
            continue;
        };
        match stamp(path) {
            Ok(Some(stamp)) => {
                let path = path.clone();
                found
                    .files
                    .insert(plugin.name.clone(), FoundFile { path, stamp });
            }
            Ok(None) => problems.push(format!(
                "`wasm_path` of `{}` is not a file: `{}`",
                plugin.name,
                path.display()
            )),
            Err(error) => {
                found.complete = false;
                problems.push(format!("`wasm_path` of `{}`: {error}", plugin.name));
            }
        }
    }
    found.problem = Some(problems.join("; ")).filter(|problems| !problems.is_empty());
    found
}

impl Found {
    fn look_into(&mut self, folder: &Path, problems: &mut Vec<String>) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.complete = false;
                problems.push(if error.kind() == ErrorKind::NotFound {
                    format!(
                        "`plugin_dir` `{}` does not exist; it is read when it appears",
                        folder.display()
                    )
                } else {
                    format!("`plugin_dir` `{}`: {error}", folder.display())
                });
                return;
            }
        };
        for entry in entries {
            let added = entry.and_then(|entry| self.add(entry.path(), problems));
            if let Err(error) = added {
                self.complete = false;
                problems.push(format!("`plugin_dir` `{}`: {error}", folder.display()));
            }
        }
    }

    fn add(&mut self, path: PathBuf, problems: &mut Vec<String>) -> io::Result<()> {
        if path.extension().is_none_or(|extension| extension != "wasm") {
            return Ok(());
        }
        let Some(stamp) = stamp(&path)? else {
            return Ok(());
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        match PluginName::new(stem.as_ref()) {
            Ok(name) => {
                self.files.insert(name, FoundFile { path, stamp });
            }
            Err(error) => problems.push(format!("`{stem}.wasm` is passed over: {error}")),
        }
        Ok(())
    }
}

/// The state of a regular file, links followed; none when there is no such file.
fn stamp(path: &Path) -> io::Result<Option<Stamp>> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => metadata,
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let inode = 0;
    Ok(Some(Stamp {
        size: metadata.len(),
        modified: metadata.modified().ok(),
        inode,
    }))
}
