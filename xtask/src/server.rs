//! The release server.
//!
//! Built with `--bin` and not with `--package`: cargo then chooses the features of the dependencies
//! for all default members, as it does for the tests, and Wasmtime is compiled once and not twice.

use crate::console::Line;
use crate::process;
use crate::workspace::Workspace;

/// Compiles the server. The browser bundle must have been built before.
///
/// # Errors
/// When it does not compile, with all of the compiler's output.
pub fn build(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let mut cargo = process::cargo(workspace.root());
    cargo.args(["build", "--release", "--bin", "acteon-server"]);
    process::run(line, &mut cargo)?.expect_success().map(drop)
}
