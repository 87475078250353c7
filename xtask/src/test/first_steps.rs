//! Runs the commands that `cargo xtask serve` prints, as they are printed, against the release
//! server with the configuration of the demo and an empty store, and sends it every example.

use std::process::Command;

use super::examples;
use super::running::Running;
use crate::console::Line;
use crate::outcome::{Outcome, TestNote};
use crate::process;
use crate::serve;
use crate::tools;
use crate::workspace::Workspace;

/// Makes every `curl` fail when the answer is not a success.
const STRICT_CURL: &str = "curl() { command curl --fail-with-body \"$@\"; }\n";

/// Each command counts as one test.
///
/// # Errors
/// When the server does not start.
pub fn run(workspace: &Workspace, line: &Line) -> anyhow::Result<Outcome> {
    if tools::on_path("curl").is_none() {
        return Ok(Outcome {
            skipped: vec![TestNote {
                name: "first-steps".to_owned(),
                reason: "there is no `curl` on PATH".to_owned(),
            }],
            ..Outcome::default()
        });
    }
    let server = Running::start(workspace, "first-steps", &workspace.path(serve::CONFIG))?;
    let mut outcome = Outcome::ok();
    for (name, command) in serve::commands(workspace, &server.url()) {
        line.note(&name);
        let mut shell = Command::new("sh");
        shell
            .current_dir(std::env::current_dir()?)
            .args(["-c", &format!("{STRICT_CURL}{command}")]);
        let ended = process::run(line, &mut shell)?;
        if ended.success {
            outcome.passed += 1;
        } else {
            outcome.add(Outcome {
                failed: 1,
                failure: Some(ended.to_string()),
                ..Outcome::default()
            });
        }
    }
    outcome.add(examples::run(workspace, line, &server.url())?);
    Ok(outcome)
}
