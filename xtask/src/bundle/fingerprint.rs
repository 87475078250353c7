//! Tells whether anything that the bundle is made from has changed since it was built. Building it
//! writes every file anew, and the server with them inside would be compiled again each time.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;
use crate::workspace::Workspace;

/// What the bundle is made from, beside the crates. The elements lie in the folder of one.
const OTHER_INPUTS: [&str; 6] = [
    "style",
    "public",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
];

/// A number that changes when the path, the size or the time of a file changes, or when a tool does.
///
/// # Errors
/// When the files cannot be listed.
pub fn of_inputs(workspace: &Workspace, tools: &[PathBuf]) -> anyhow::Result<String> {
    let mut git = Command::new("git");
    git.current_dir(workspace.root())
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--",
        ])
        .args(crate_folders(workspace)?)
        .args(OTHER_INPUTS);
    let listed = process::output(&mut git)?;
    let files = listed
        .split('\0')
        .filter(|file| !file.is_empty())
        .map(|file| workspace.path(file))
        .chain(tools.iter().cloned());
    let mut hasher = DefaultHasher::new();
    for file in files {
        // A file that was just deleted is still listed, and has no metadata.
        let metadata = file.metadata().ok();
        let modified = metadata
            .as_ref()
            .and_then(|metadata| metadata.modified().ok());
        (file, metadata.map(|metadata| metadata.len()), modified).hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The folders of the crates of this workspace that are in the bundle.
fn crate_folders(workspace: &Workspace) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut cargo = process::cargo(workspace.root());
    cargo
        .args([
            "tree",
            "--package",
            "acteon-frontend",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args([
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]);
    Ok(process::output(&mut cargo)?
        .lines()
        .filter_map(|line| folder(line, workspace.root()))
        .collect())
}

/// The folder in `acteon-core v0.1.0 (/repository/crates/core)`, relative to the repository.
fn folder(line: &str, root: &Path) -> Option<PathBuf> {
    let path = line.split_once('(')?.1.split(')').next()?;
    Some(Path::new(path).strip_prefix(root).ok()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_crates_of_the_repository_have_a_folder() {
        let root = Path::new("/repository");
        let local = "acteon-core v0.1.0 (/repository/crates/core) (*)";
        assert_eq!(folder(local, root), Some(PathBuf::from("crates/core")));
        assert_eq!(folder("serde v1.0.229", root), None);
        assert_eq!(folder("serde_derive v1.0.229 (proc-macro)", root), None);
    }

    #[test]
    fn the_bundle_is_made_from_the_ui_and_the_vocabulary() {
        let workspace = Workspace::find().unwrap();
        let folders = crate_folders(&workspace).unwrap();
        for expected in ["app", "frontend", "crates/core", "crates/api-types"] {
            assert!(
                folders.contains(Path::new(expected)),
                "{expected} in {folders:?}"
            );
        }
        assert!(!folders.contains(Path::new("server")));
    }
}
