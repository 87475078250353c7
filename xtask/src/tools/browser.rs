//! The browser for the end-to-end tests.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context as _;

use super::{is_root, on_path};
use crate::console::Line;
use crate::process;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// A Chromium: the one that the variable `ACTEON_CHROMIUM` names, one on `PATH`, or Debian's package,
/// which is installed if this process may do so.
///
/// # Errors
/// When there is none, with what to do.
pub fn chromium(line: &Line) -> anyhow::Result<PathBuf> {
    if let Some(named) = std::env::var_os("ACTEON_CHROMIUM").map(PathBuf::from) {
        anyhow::ensure!(
            named.is_file(),
            "`ACTEON_CHROMIUM` names `{}`, which is not a file",
            named.display()
        );
        return Ok(named);
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    anyhow::ensure!(
        on_path("apt-get").is_some() && is_root(),
        "no Chromium: install one (Debian: apt-get install chromium) or set `ACTEON_CHROMIUM` to its path"
    );
    line.say("installing Chromium (apt-get)");
    for arguments in [
        &["update"] as &[&str],
        &["install", "--yes", "--no-install-recommends", "chromium"],
    ] {
        let mut apt = Command::new("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        process::run(line, &mut apt)?
            .expect_success()
            .context("Chromium could not be installed: set `ACTEON_CHROMIUM` to the path of one")?;
    }
    find().context("apt-get installed no `chromium` on PATH")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| on_path(name))
}
