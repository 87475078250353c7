//! Compiler targets.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::on_path;
use crate::console::Line;
use crate::process;
use crate::workspace::Workspace;

/// Installs the targets that `rust-toolchain.toml` names and the compiler does not have.
///
/// # Errors
/// When they cannot be installed, with what to do.
pub fn ensure_targets(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let toolchain = workspace.toml("rust-toolchain.toml")?;
    let targets = toolchain
        .get("toolchain")
        .and_then(|table| table.get("targets")?.as_array())
        .context("`rust-toolchain.toml` has no list `targets`")?;
    let mut rustc = Command::new("rustc");
    let rustc = rustc.current_dir(workspace.root());
    let sysroot = process::output(rustc.args(["--print", "sysroot"]))?;
    let installed = Path::new(sysroot.trim()).join("lib/rustlib");
    for target in targets.iter().filter_map(toml::Value::as_str) {
        if installed.join(target).join("lib").is_dir() {
            continue;
        }
        anyhow::ensure!(
            on_path("rustup").is_some(),
            "the compiler has no target `{target}`, and there is no `rustup` to install it: install rustup, or a compiler with that target"
        );
        line.say(&format!("installing the compiler target {target}"));
        let mut rustup = Command::new("rustup");
        rustup
            .current_dir(workspace.root())
            .args(["target", "add", target]);
        process::run(line, &mut rustup)?.expect_success()?;
    }
    Ok(())
}
