//! What the longer steps do.

use std::path::Path;
use std::process::Command;

use super::counts;
use super::steps::Context;
use crate::console::Line;
use crate::outcome::{Outcome, TestNote};
use crate::tools::CargoTool;
use crate::{example_plugins, process};

/// Rounds of the crash test: enough to meet a change in flight, quick enough for every run.
const CRASH_ROUNDS: &str = "8";
/// The workspace of the example plugins in Rust.
const EXAMPLES: &str = "examples/plugins/rust";
/// The workspace of the fuzz targets.
const FUZZ: &str = "fuzz";

/// Runs cargo, which must succeed.
pub fn cargo(context: &Context<'_>, line: &Line, arguments: &[&str]) -> anyhow::Result<Outcome> {
    let mut cargo = process::cargo(context.workspace.root());
    process::run(line, cargo.args(arguments))?.expect_success()?;
    Ok(Outcome::ok())
}

/// Checks the format of every workspace.
pub fn fmt(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    // The fuzz targets are one package; `--all` would ask for the sources of what it depends on.
    for (folder, packages) in [
        (".", "--all"),
        (EXAMPLES, "--all"),
        (FUZZ, "--package=acteon-fuzz"),
    ] {
        let mut cargo = process::cargo(&context.workspace.path(folder));
        cargo.args(["fmt", packages, "--check", "--", "--color", "never"]);
        process::run(line, &mut cargo)?.expect_success()?;
    }
    Ok(Outcome::ok())
}

/// Runs the tests of the workspace.
pub fn tests(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    cargo_test(line, &mut process::cargo(context.workspace.root()))
}

/// Runs `cargo test` to the end, whatever fails on the way.
fn cargo_test(line: &Line, cargo: &mut Command) -> anyhow::Result<Outcome> {
    let ended = process::run(line, cargo.args(["test", "--release", "--no-fail-fast"]))?;
    let mut outcome = counts::of_cargo(&ended.output);
    if !ended.success {
        outcome.failure = Some(ended.to_string());
    }
    Ok(outcome)
}

/// Compiles and lints the example plugins, and runs their own tests on this machine.
pub fn examples(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    let plugins = example_plugins::build(context.workspace, line)?;
    let cargo = || {
        let mut cargo = process::cargo(&context.workspace.path(EXAMPLES));
        cargo.env(
            "CARGO_TARGET_DIR",
            example_plugins::rust_target(context.workspace),
        );
        cargo
    };
    let lints = [
        "clippy",
        "--release",
        "--target",
        example_plugins::TARGET,
        "--",
        "-D",
        "warnings",
    ];
    process::run(line, cargo().args(lints))?.expect_success()?;
    let mut outcome = cargo_test(line, &mut cargo())?;
    outcome.skipped.extend(plugins.left_out);
    Ok(outcome)
}

/// Checks the dependencies against `deny.toml`.
pub fn deny(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    let mut deny = Command::new(CargoTool::deny().ensure(line)?);
    deny.current_dir(context.workspace.root())
        .args(["--color", "never", "check", "licenses", "bans", "sources"]);
    let mut outcome = Outcome::ok();
    if context.advisories {
        deny.arg("advisories");
    } else {
        outcome.skipped.push(TestNote {
            name: "advisories".to_owned(),
            reason: "known vulnerabilities come from the network: cargo xtask test --advisories"
                .to_owned(),
        });
    }
    process::run(line, &mut deny)?.expect_success()?;
    Ok(outcome)
}

/// Kills the server again and again, during changes and during dispatches; each counts as a test.
pub fn crash(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    let server: &Path = &context.workspace.server_binary();
    let mut outcome = Outcome::ok();
    for bench in ["crash", "dispatch_crash"] {
        let mut crash = process::cargo(context.workspace.root());
        crash
            .args(["run", "--release", "--bin", bench, "--"])
            .args(["--rounds", CRASH_ROUNDS, "--server"])
            .arg(server);
        process::run(line, &mut crash)?.expect_success()?;
        outcome.passed += 1;
    }
    Ok(outcome)
}
