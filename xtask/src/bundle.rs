//! The browser bundle, `target/site`: it must be there before the server is compiled, because the
//! server has it inside.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use crate::console::Line;
use crate::process;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;

/// Builds the bundle, and installs what that needs.
///
/// # Errors
/// When a tool cannot be installed or the build fails, with all of its output.
pub fn build(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let tools = install_tools(workspace, line)?;
    let mut leptos = Command::new(&tools.cargo_leptos);
    leptos
        .current_dir(workspace.root())
        .env("PATH", &tools.path)
        .env("CARGO_TERM_COLOR", "never")
        .args(["leptos", "build", "--release", "--frontend-only"]);
    process::run(line, &mut leptos)?.expect_success().map(drop)
}

/// The installed tools.
pub struct BundleTools {
    cargo_leptos: std::path::PathBuf,
    path: std::ffi::OsString,
}

/// Installs what the bundle needs and is missing.
///
/// # Errors
/// When something cannot be installed, with what to do.
pub fn install_tools(workspace: &Workspace, line: &Line) -> anyhow::Result<BundleTools> {
    tools::ensure_targets(workspace, line)?;
    let cargo_leptos = CargoTool::leptos().ensure(line)?;
    let wasm_bindgen = CargoTool::wasm_bindgen(workspace)?.ensure(line)?;
    let wasm_opt = tools::wasm_opt(line)?;
    let folders = [&wasm_bindgen, &wasm_opt]
        .map(|binary| binary.parent().map(Path::to_path_buf))
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .context("a tool lies in no folder")?;
    Ok(BundleTools {
        cargo_leptos,
        path: tools::path_with(&folders)?,
    })
}
