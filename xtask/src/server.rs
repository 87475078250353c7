//! The release server.

use crate::console::Line;
use crate::process;
use crate::workspace::Workspace;

/// Compiles the server. The browser bundle must have been built before.
///
/// # Errors
/// When it does not compile, with all of the compiler's output.
pub fn build(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let mut cargo = process::cargo(workspace.root());
    cargo.args(["build", "--release", "--package", "acteon-server"]);
    process::run(line, &mut cargo)?.expect_success().map(drop)
}
