//! The browser bundle, `target/site`: it must be there before the server is compiled, because the
//! server has it inside.

mod elements;
mod fingerprint;
mod size;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use crate::console::Line;
use crate::outcome::Outcome;
use crate::process;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;

/// Where cargo-leptos puts it, wherever cargo's build folder is.
const SITE: &str = "target/site";
/// What the bundle in `SITE` was built from.
const STAMP: &str = "target/site.fingerprint";

/// Builds the bundle if anything in it has changed, and installs what that needs.
///
/// # Errors
/// When a tool cannot be installed or the build fails, with all of its output.
pub fn build(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let tools = install_tools(workspace, line)?;
    let stamp = workspace.path(STAMP);
    let fingerprint = fingerprint::of_inputs(workspace, &tools.programs)?;
    let is_current = fs::read_to_string(&stamp).is_ok_and(|built| built == fingerprint);
    let site = workspace.path(SITE);
    // cargo-leptos, when it is run by hand, leaves a site without the elements.
    if is_current && elements::are_built(&site) {
        return Ok(());
    }
    // Should the build fail, what is there is no longer what the stamp says.
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    let mut leptos = Command::new(&tools.cargo_leptos);
    leptos
        .current_dir(workspace.root())
        .env("PATH", &tools.path)
        .env("CARGO_TERM_COLOR", "never")
        .args([
            "leptos",
            "build",
            "--release",
            "--frontend-only",
            "--precompress",
            "--split",
        ]);
    process::run(line, &mut leptos)?.expect_success()?;
    // After cargo-leptos, which empties the folder.
    elements::build(workspace, &site, line)?;
    Ok(fs::write(&stamp, fingerprint)?)
}

/// Measures the bundle, and compares it with its budget.
///
/// # Errors
/// When a page loads more than it may, or the bundle cannot be measured.
pub fn check_size(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let sizes = size::Sizes::measure(&workspace.path(SITE).join("pkg"))?;
    sizes.to_string().lines().for_each(|row| line.say(row));
    sizes.check()
}

/// Runs the tests of the parts of the bundle that are not Rust.
///
/// # Errors
/// When they cannot be run. That one fails is in the outcome.
pub fn test(workspace: &Workspace, line: &Line) -> anyhow::Result<Outcome> {
    elements::test(workspace, line)
}

/// The installed tools.
pub struct BundleTools {
    cargo_leptos: PathBuf,
    path: OsString,
    programs: Vec<PathBuf>,
}

/// Installs what the bundle needs and is missing.
///
/// # Errors
/// When something cannot be installed, with what to do.
pub fn install_tools(workspace: &Workspace, line: &Line) -> anyhow::Result<BundleTools> {
    tools::ensure_targets(workspace, line)?;
    tools::require_node()?;
    let cargo_leptos = CargoTool::leptos().ensure(line)?;
    let wasm_bindgen = CargoTool::wasm_bindgen(workspace)?.ensure(line)?;
    let wasm_opt = tools::wasm_opt(line)?;
    let folders = [&wasm_bindgen, &wasm_opt]
        .map(|binary| binary.parent().map(Path::to_path_buf))
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .context("a tool lies in no folder")?;
    Ok(BundleTools {
        path: tools::path_with(&folders)?,
        programs: vec![cargo_leptos.clone(), wasm_bindgen, wasm_opt],
        cargo_leptos,
    })
}
