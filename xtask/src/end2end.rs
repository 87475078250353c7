//! The Playwright tests and benchmarks in `end2end`, against the release server.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value;

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
    let mut playwright = playwright(workspace, line)?;
    let report = new_report(workspace, "end2end.json")?;
    playwright
        // One more try: on a machine with little to spare a browser may miss a deadline. The report
        // names each test that needed it.
        .args(["test", "--reporter=list,json", "--retries=1"])
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    let ended = process::run(line, &mut playwright)?;
    let text = fs::read_to_string(&report)
        .with_context(|| format!("Playwright wrote no report\n{ended}"))?;
    let mut outcome = of_playwright(&serde_json::from_str(&text)?);
    if !ended.success || outcome.failed > 0 {
        outcome.failure = Some(ended.to_string());
    }
    Ok(outcome)
}

/// Runs the benchmark `name` in a browser and reads its report.
///
/// # Errors
/// When it cannot be run, fails, or writes no report.
pub fn bench(
    workspace: &Workspace,
    name: &str,
    arguments: &[String],
    line: &Line,
) -> anyhow::Result<Value> {
    let mut playwright = playwright(workspace, line)?;
    let report = new_report(workspace, &format!("bench-{name}.json"))?;
    playwright
        .args(["test", "--config=bench.config.ts"])
        .arg(format!("bench/{name}.spec.ts"))
        .args(arguments)
        .env("ACTEON_BENCH_REPORT", &report);
    let ended = process::run(line, &mut playwright)?.expect_success()?;
    let text = fs::read_to_string(&report)
        .with_context(|| format!("`{name}` wrote no report:\n{ended}"))?;
    Ok(serde_json::from_str(&text)?)
}

/// Playwright with all that it needs, ready to be told what to do.
fn playwright(workspace: &Workspace, line: &Line) -> anyhow::Result<Command> {
    tools::require_node()?;
    let chromium = tools::chromium(line)?;
    let folder = workspace.path(FOLDER);
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(line, &mut npm)?.expect_success()?;
    let mut playwright = Command::new(folder.join("node_modules/.bin/playwright"));
    playwright
        .current_dir(&folder)
        .env("ACTEON_CHROMIUM", chromium)
        .env("ACTEON_SERVER_BIN", workspace.server_binary());
    Ok(playwright)
}

/// Where a report is to be written. One of an earlier run must not pass for one of this run.
fn new_report(workspace: &Workspace, name: &str) -> anyhow::Result<PathBuf> {
    let report = workspace.target().join(name);
    if report.exists() {
        fs::remove_file(&report)?;
    }
    Ok(report)
}
