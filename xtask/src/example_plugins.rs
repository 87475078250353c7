//! The example plugins, compiled from source into one folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;

use crate::console::{self, Line};
use crate::outcome::Skipped;
use crate::process;
use crate::tools;
use crate::workspace::{Workspace, cargo_metadata};

const SOURCES: &str = "examples/plugins";
const TARGET: &str = "wasm32-wasip1";

/// What was compiled.
pub struct ExamplePlugins {
    /// Names of the plugins, which are the stems of their files.
    pub built: BTreeSet<String>,
    /// What was not, and why.
    pub left_out: Vec<Skipped>,
}

/// `cargo xtask plugins`
///
/// # Errors
/// When an example does not compile.
pub fn run(workspace: &Workspace) -> anyhow::Result<()> {
    let plugins = console::step("example plugins", |line| build(workspace, line))?;
    for name in &plugins.built {
        let file = workspace.example_plugins().join(format!("{name}.wasm"));
        let size = fs::metadata(&file)?.len();
        println!(
            "  {:<24} {:>9} bytes  {}",
            name,
            size,
            Workspace::typed(&file)
        );
    }
    for skipped in &plugins.left_out {
        println!("  left out: {}: {}", skipped.name, skipped.reason);
    }
    Ok(())
}

/// Compiles every example plugin whose language there is a compiler for here.
///
/// # Errors
/// When one does not compile, with all of the compiler's output.
pub fn build(workspace: &Workspace, line: &Line) -> anyhow::Result<ExamplePlugins> {
    let mut plugins = ExamplePlugins {
        built: BTreeSet::new(),
        left_out: Vec::new(),
    };
    let destination = workspace.example_plugins();
    fs::create_dir_all(&destination)?;
    for language in languages(workspace)? {
        let folder = workspace.path(SOURCES).join(&language);
        if language == "rust" {
            plugins
                .built
                .extend(build_rust(workspace, line, &folder, &destination)?);
        } else {
            plugins.left_out.push(Skipped {
                name: format!("{SOURCES}/{language}"),
                reason: format!("there is no way to compile `{language}` in xtask yet"),
            });
        }
    }
    remove_stale(&destination, &plugins.built)?;
    Ok(plugins)
}

/// The folders of [`SOURCES`], one a language, sorted.
fn languages(workspace: &Workspace) -> anyhow::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let folder = workspace.path(SOURCES);
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

fn build_rust(
    workspace: &Workspace,
    line: &Line,
    folder: &Path,
    destination: &Path,
) -> anyhow::Result<Vec<String>> {
    tools::ensure_targets(workspace, line)?;
    let target = rust_target(workspace);
    let mut cargo = process::cargo(folder);
    cargo
        .args(["build", "--release", "--target", TARGET, "--target-dir"])
        .arg(&target);
    process::run(line, &mut cargo)?.expect_success()?;
    let mut names = Vec::new();
    for (package, library) in rust_plugins(&cargo_metadata(folder, &["--no-deps"])?) {
        let compiled = target.join(TARGET).join("release").join(library);
        install(&compiled, &destination.join(format!("{package}.wasm")))?;
        names.push(package);
    }
    anyhow::ensure!(
        !names.is_empty(),
        "`{}` has no package with a `cdylib`",
        folder.display()
    );
    Ok(names)
}

/// Build folder of the Rust examples, which are a workspace of their own.
pub fn rust_target(workspace: &Workspace) -> PathBuf {
    workspace.target().join("example-plugins-rust")
}

/// Every package of the workspace that makes a plugin: its name, and the file that cargo makes.
fn rust_plugins(metadata: &Value) -> Vec<(String, String)> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter_map(|package| {
            let library = package["targets"].as_array()?.iter().find(|target| {
                target["crate_types"]
                    .as_array()
                    .is_some_and(|types| types.iter().any(|kind| kind == "cdylib"))
            })?;
            let file = format!("{}.wasm", library["name"].as_str()?.replace('-', "_"));
            Some((package["name"].as_str()?.to_owned(), file))
        })
        .collect()
}

/// Copies by renaming, and only what has changed: a server may be watching the folder.
fn install(from: &Path, to: &Path) -> anyhow::Result<()> {
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
fn remove_stale(folder: &Path, built: &BTreeSet<String>) -> anyhow::Result<()> {
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
    use serde_json::json;

    use super::*;

    #[test]
    fn a_package_with_a_cdylib_is_a_plugin() {
        let metadata = json!({"packages": [
            {"name": "fraud-scorer", "targets": [
                {"name": "fraud_scorer", "crate_types": ["cdylib", "rlib"]},
                {"name": "cases", "crate_types": ["bin"]},
            ]},
            {"name": "helper", "targets": [{"name": "helper", "crate_types": ["lib"]}]},
        ]});
        assert_eq!(
            rust_plugins(&metadata),
            [("fraud-scorer".to_owned(), "fraud_scorer.wasm".to_owned())]
        );
    }

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
