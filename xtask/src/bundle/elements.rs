//! The elements of the pages that are not Rust, `frontend/elements`: the code editor and the charts, each
//! a module of JavaScript of its own beside the WebAssembly.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::console::Line;
use crate::outcome::Outcome;
use crate::process;
use crate::test::of_node;
use crate::tools;
use crate::workspace::Workspace;

const FOLDER: &str = "frontend/elements";
/// What npm installs from.
const LOCK: &str = "package-lock.json";
/// What npm writes last.
const INSTALLED: &str = "node_modules/.package-lock.json";
/// How the modules' names start in the folder of bundles; a hash follows.
const NAMES: [&str; 2] = ["editor.", "chart."];

/// Checks the types, and builds the modules into the folder `site`, which cargo-leptos has written.
///
/// # Errors
/// When something cannot be installed or does not compile.
pub fn build(workspace: &Workspace, site: &Path, line: &Line) -> anyhow::Result<()> {
    let folder = install(workspace, line)?;
    let mut typescript = Command::new(folder.join("node_modules/.bin/tsc"));
    typescript.current_dir(&folder).arg("--noEmit");
    process::run(line, &mut typescript)?.expect_success()?;
    let mut node = node(&folder);
    process::run(line, node.arg("build.mjs").arg(site))?
        .expect_success()
        .map(drop)
}

/// Whether the modules are in the folder `site`.
pub fn are_built(site: &Path) -> bool {
    let files: Vec<_> = std::fs::read_dir(site.join("pkg"))
        .into_iter()
        .flatten()
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .collect();
    let is_there = |name| {
        files
            .iter()
            .any(|file| file.starts_with(name) && file.ends_with(".js"))
    };
    NAMES.into_iter().all(is_there)
}

/// Runs the tests of the parts that need no browser.
///
/// # Errors
/// When they cannot be run. That one fails is in the outcome.
pub fn test(workspace: &Workspace, line: &Line) -> anyhow::Result<Outcome> {
    let folder = install(workspace, line)?;
    let ended = process::run(line, node(&folder).arg("test.mjs"))?;
    let mut outcome = of_node(&ended.output);
    if !ended.success || outcome.failed > 0 {
        outcome.failure = Some(ended.to_string());
    }
    Ok(outcome)
}

/// Installs the packages of the lock file unless they are there. Answers the elements' folder.
fn install(workspace: &Workspace, line: &Line) -> anyhow::Result<PathBuf> {
    tools::require_node()?;
    let folder = workspace.path(FOLDER);
    let changed = |file: &str| folder.join(file).metadata()?.modified();
    let is_current = matches!(
        (changed(LOCK), changed(INSTALLED)),
        (Ok(lock), Ok(installed)) if lock <= installed
    );
    if !is_current {
        let mut npm = Command::new("npm");
        // The one package with an install script works without it.
        npm.current_dir(&folder)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        process::run(line, &mut npm)?.expect_success()?;
    }
    Ok(folder)
}

fn node(folder: &Path) -> Command {
    let mut node = Command::new("node");
    node.current_dir(folder);
    node
}
