//! The browser for the end-to-end tests.

use std::path::PathBuf;

use anyhow::Context as _;

use super::{install_packages, on_path};
use crate::console::Line;

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
    install_packages(
        line,
        &["chromium"],
        "set `ACTEON_CHROMIUM` to the path of a Chromium",
    )?;
    find().context("apt-get installed no `chromium` on PATH")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| on_path(name))
}
