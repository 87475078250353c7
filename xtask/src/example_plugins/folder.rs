//! The folder of the compiled plugins, which a running server may be watching.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context as _;

/// Copies by renaming, so that nobody sees half a file, and only what has changed.
pub fn install(from: &Path, to: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(from).with_context(|| format!("cannot read `{}`", from.display()))?;
    if fs::read(to).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    let temporary = to.with_extension("wasm.tmp");
    fs::write(&temporary, bytes)?;
    fs::rename(&temporary, to)?;
    Ok(())
}

/// Removes the plugins of examples that are gone.
pub fn remove_stale(folder: &Path, built: &BTreeSet<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().map(|stem| stem.to_string_lossy());
        if path
            .extension()
            .is_some_and(|extension| extension == "wasm")
            && stem.is_some_and(|stem| !built.contains(stem.as_ref()))
        {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plugins_of_examples_that_are_gone_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["kept.wasm", "gone.wasm", "notes.txt"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        remove_stale(folder.path(), &BTreeSet::from(["kept".to_owned()])).unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["kept.wasm", "notes.txt"]);
    }
}
