//! `wasm-opt` makes the browser bundle small.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::{require_node, version_of};
use crate::console::Line;
use crate::process;
use crate::workspace::Workspace;

/// Version of the npm package, which holds the program as JavaScript and so runs anywhere.
const BINARYEN: &str = "132.0.0";

/// What stands in front of the program: a split bundle has hundreds of files that are too small to gain
/// anything, and starting the program costs a second each. Files up to this many bytes stay as they are.
const TOO_SMALL_BYTES: u32 = 12_288;

/// The path of `wasm-opt` in exactly that version. What is on `PATH` is not looked at: older
/// versions (108, for example) renumber the bundle's tables, and it then never hydrates.
///
/// # Errors
/// When it cannot be installed, with what to do.
pub fn wasm_opt(line: &Line) -> anyhow::Result<PathBuf> {
    let folder = Workspace::tool_cache()?.join(format!("binaryen-{BINARYEN}"));
    let binary = folder.join("node_modules/.bin/wasm-opt");
    if version_of(&binary).is_some() {
        return in_front_of(&binary, &folder);
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
    in_front_of(&binary, &folder)
}

/// Writes the script that keeps small files away from the program.
fn in_front_of(binary: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let front = folder.join("front");
    std::fs::create_dir_all(&front)?;
    let script = format!(
        r#"#!/bin/sh
input="" output="" next=""
for argument in "$@"; do
  if [ "$next" = output ]; then output=$argument next=""
  else case $argument in -o) next=output ;; *.wasm) input=$argument ;; esac
  fi
done
if [ -n "$input" ] && [ -n "$output" ] && [ "$(wc -c < "$input")" -le {TOO_SMALL_BYTES} ]; then
  [ "$input" = "$output" ] || cp "$input" "$output"
  exit
fi
exec "{}" "$@"
"#,
        binary.display()
    );
    let path = front.join("wasm-opt");
    if !std::fs::read_to_string(&path).is_ok_and(|present| present == script) {
        std::fs::write(&path, script)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    }
    Ok(path)
}
