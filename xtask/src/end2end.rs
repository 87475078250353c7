//! The Playwright tests in `end2end`, against the release server.

use std::fs;
use std::process::Command;

use anyhow::Context as _;

use crate::console::Line;
use crate::outcome::Outcome;
use crate::process;
use crate::test::of_playwright;
use crate::tools;
use crate::workspace::Workspace;

const FOLDER: &str = "end2end";

/// Installs what the tests need and runs them.
///
/// # Errors
/// When they cannot be run. That one fails is in the outcome.
pub fn run(workspace: &Workspace, line: &Line) -> anyhow::Result<Outcome> {
    tools::require_node()?;
    let chromium = tools::chromium(line)?;
    let folder = workspace.path(FOLDER);
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(line, &mut npm)?.expect_success()?;

    let report = workspace.target().join("end2end.json");
    // A report of an earlier run must not pass for one of this run.
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut playwright = Command::new(folder.join("node_modules/.bin/playwright"));
    playwright
        .current_dir(&folder)
        .args(["test", "--reporter=list,json"])
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("ACTEON_CHROMIUM", chromium)
        .env("ACTEON_SERVER_BIN", workspace.server_binary());
    let ended = process::run(line, &mut playwright)?;
    let text = fs::read_to_string(&report)
        .with_context(|| format!("Playwright wrote no report\n{ended}"))?;
    let mut outcome = of_playwright(&serde_json::from_str(&text)?);
    if !ended.success || outcome.failed > 0 {
        outcome.failure = Some(ended.to_string());
    }
    Ok(outcome)
}
