//! `wasm-opt` makes the browser bundle small.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context as _;

use super::{require_node, version_of};
use crate::console::Line;
use crate::process;
use crate::workspace::Workspace;

/// Version of the npm package, which holds the program as JavaScript and so runs anywhere.
const BINARYEN: &str = "132.0.0";

/// The path of `wasm-opt` in exactly that version. What is on `PATH` is not looked at: older
/// versions (108, for example) renumber the bundle's tables, and it then never hydrates.
///
/// # Errors
/// When it cannot be installed, with what to do.
pub fn wasm_opt(line: &Line) -> anyhow::Result<PathBuf> {
    let folder = Workspace::tool_cache()?.join(format!("binaryen-{BINARYEN}"));
    let binary = folder.join("node_modules/.bin/wasm-opt");
    if version_of(&binary).is_some() {
        return Ok(binary);
    }
    require_node()?;
    line.say(&format!("installing wasm-opt (binaryen {BINARYEN})"));
    std::fs::create_dir_all(&folder)?;
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(&folder)
        .arg(format!("binaryen@{BINARYEN}"));
    process::run(line, &mut npm)?
        .expect_success()
        .context("`wasm-opt` could not be installed from npm: see below")?;
    anyhow::ensure!(
        version_of(&binary).is_some(),
        "`{}` was installed but does not run",
        binary.display()
    );
    Ok(binary)
}
