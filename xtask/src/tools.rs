//! Programs that the build needs and that `rustup` does not bring. One that is on `PATH` in the
//! right version is used; otherwise it is installed once into the user's cache folder.

mod browser;
mod cargo_tool;
mod targets;
mod wasm_opt;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

pub use self::browser::chromium;
pub use self::cargo_tool::CargoTool;
pub use self::targets::ensure_targets;
pub use self::wasm_opt::wasm_opt;
use crate::console::Line;
use crate::process;

/// A `PATH` that finds the programs in `folders` first.
///
/// # Errors
/// When a folder's name has a colon in it.
pub fn path_with(folders: &[PathBuf]) -> anyhow::Result<OsString> {
    let present = std::env::var_os("PATH").unwrap_or_default();
    let all = folders
        .iter()
        .cloned()
        .chain(std::env::split_paths(&present));
    std::env::join_paths(all).context("the folder of an installed tool cannot be in `PATH`")
}

/// The full path of `program` when it is on `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Checks that Node and npm are there.
///
/// # Errors
/// When they are not, with what to do.
pub fn require_node() -> anyhow::Result<()> {
    anyhow::ensure!(
        on_path("node").is_some() && on_path("npm").is_some(),
        "`node` and `npm` are not on PATH: install Node 20 or newer (Debian: apt-get install nodejs npm)"
    );
    Ok(())
}

/// Makes sure that `program` is there: Debian's `package` is installed when it is not, if this
/// process may do so.
///
/// # Errors
/// When it is not there and cannot be installed, with what to do.
pub fn ensure_program(line: &Line, program: &str, package: &str) -> anyhow::Result<()> {
    if on_path(program).is_none() {
        install_packages(line, &[package], &format!("put `{program}` on PATH"))?;
    }
    Ok(())
}

/// Installs packages of Debian. `otherwise` says what else helps.
///
/// # Errors
/// When this process may not, or they cannot be had, with what to do.
pub fn install_packages(line: &Line, packages: &[&str], otherwise: &str) -> anyhow::Result<()> {
    let names = packages.join(" ");
    anyhow::ensure!(
        on_path("apt-get").is_some() && is_root(),
        "`{names}` is missing: install it (Debian: apt-get install {names}), or {otherwise}"
    );
    line.say(&format!("installing {names} (apt-get)"));
    let install = ["install", "--yes", "--no-install-recommends"];
    for arguments in [&["update"] as &[&str], &[&install[..], packages].concat()] {
        let mut apt = Command::new("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        process::run(line, &mut apt)?
            .expect_success()
            .with_context(|| format!("`{names}` could not be installed: {otherwise}"))?;
    }
    Ok(())
}

/// What `program` answers to `--version`, or `None` when it does not run.
fn version_of(program: &Path) -> Option<String> {
    process::output(Command::new(program).arg("--version")).ok()
}

/// Whether this process may install system packages.
fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
