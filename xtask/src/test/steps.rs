//! The steps of the check.

use std::path::Path;
use std::process::Command;

use super::counts;
use crate::console::Line;
use crate::outcome::{Outcome, Skipped};
use crate::tools::CargoTool;
use crate::workspace::Workspace;
use crate::{bundle, end2end, example_plugins, house, process, server, tools};

/// One step of the check.
pub struct Step {
    /// What `--only` takes.
    pub name: &'static str,
    /// What it does, in a few words.
    pub about: &'static str,
    /// Steps that must have succeeded before.
    pub needs: &'static [&'static str],
    /// Does it.
    pub run: fn(&Context<'_>, &Line) -> anyhow::Result<Outcome>,
}

/// What every step gets.
pub struct Context<'a> {
    /// The repository.
    pub workspace: &'a Workspace,
    /// Whether to fetch the advisory database.
    pub advisories: bool,
}

/// Rounds of the crash test: enough to meet a change in flight, quick enough for every run.
const CRASH_ROUNDS: &str = "8";
/// What browser and server share, and so must compile for both.
const SHARED_CRATES: [&str; 3] = ["acteon-core", "acteon-api-types", "acteon-inspect"];
const BROWSER: &str = "wasm32-unknown-unknown";

/// All of them, in the order they run: what fails fast comes first.
pub const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "the code is formatted",
        needs: &[],
        run: |context, line| cargo(context, line, &["fmt", "--all", "--check"]),
    },
    Step {
        name: "house",
        about: "the rules of this repository",
        needs: &[],
        run: |context, _| house::run(context.workspace),
    },
    Step {
        name: "clippy",
        about: "lints, everything but the browser",
        needs: &[],
        run: |context, line| {
            cargo(
                context,
                line,
                &["clippy", "--all-targets", "--", "-D", "warnings"],
            )
        },
    },
    Step {
        name: "clippy-browser",
        about: "lints, the browser's half",
        needs: &[],
        run: |context, line| {
            tools::ensure_targets(context.workspace, line)?;
            let arguments = [
                "clippy",
                "--package",
                "acteon-frontend",
                "--target",
                BROWSER,
            ];
            cargo(
                context,
                line,
                &[&arguments as &[&str], &["--", "-D", "warnings"]].concat(),
            )
        },
    },
    Step {
        name: "wasm32",
        about: "what browser and server share compiles for both",
        needs: &[],
        run: |context, line| {
            tools::ensure_targets(context.workspace, line)?;
            // One by one: together they would lend each other features.
            let mut outcome = Outcome::ok();
            for package in SHARED_CRATES {
                let arguments = ["check", "--package", package, "--target", BROWSER];
                outcome.add(cargo(context, line, &arguments)?);
            }
            Ok(outcome)
        },
    },
    Step {
        name: "tools",
        about: "install what is missing",
        needs: &[],
        run: |context, line| {
            bundle::install_tools(context.workspace, line)?;
            CargoTool::deny().ensure(line)?;
            tools::require_node()?;
            tools::chromium(line)?;
            Ok(Outcome::ok())
        },
    },
    Step {
        name: "bundle",
        about: "browser bundle",
        needs: &[],
        run: |context, line| bundle::build(context.workspace, line).map(|()| Outcome::ok()),
    },
    Step {
        name: "server",
        about: "release server",
        needs: &["bundle"],
        run: |context, line| server::build(context.workspace, line).map(|()| Outcome::ok()),
    },
    Step {
        name: "tests",
        about: "unit, integration and documentation tests",
        needs: &["bundle"],
        run: |context, line| cargo_test(line, &mut process::cargo(context.workspace.root())),
    },
    Step {
        name: "example-plugins",
        about: "the example plugins and their tests",
        needs: &[],
        run: example_plugins_step,
    },
    Step {
        name: "deny",
        about: "licences, duplicates and sources of the dependencies",
        needs: &[],
        run: deny_step,
    },
    Step {
        name: "crash",
        about: "kill the server during changes, lose nothing",
        needs: &["server"],
        run: crash_step,
    },
    Step {
        name: "end2end",
        about: "the pages in a browser",
        needs: &["server", "example-plugins"],
        run: |context, line| end2end::run(context.workspace, line),
    },
];

fn cargo(context: &Context<'_>, line: &Line, arguments: &[&str]) -> anyhow::Result<Outcome> {
    let mut cargo = process::cargo(context.workspace.root());
    process::run(line, cargo.args(arguments))?.expect_success()?;
    Ok(Outcome::ok())
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

fn example_plugins_step(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    let plugins = example_plugins::build(context.workspace, line)?;
    let mut cargo = process::cargo(&context.workspace.path("examples/plugins/rust"));
    // The plugins' own tests run on this machine, not in WebAssembly.
    cargo.env(
        "CARGO_TARGET_DIR",
        example_plugins::rust_target(context.workspace),
    );
    let mut outcome = cargo_test(line, &mut cargo)?;
    outcome.skipped.extend(plugins.left_out);
    Ok(outcome)
}

fn deny_step(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    let mut deny = Command::new(CargoTool::deny().ensure(line)?);
    deny.current_dir(context.workspace.root())
        .args(["--color", "never", "check", "licenses", "bans", "sources"]);
    let mut outcome = Outcome::ok();
    if context.advisories {
        deny.arg("advisories");
    } else {
        outcome.skipped.push(Skipped {
            name: "advisories".to_owned(),
            reason: "known vulnerabilities come from the network: cargo xtask test --advisories"
                .to_owned(),
        });
    }
    process::run(line, &mut deny)?.expect_success()?;
    Ok(outcome)
}

fn crash_step(context: &Context<'_>, line: &Line) -> anyhow::Result<Outcome> {
    let server: &Path = &context.workspace.server_binary();
    let mut crash = process::cargo(context.workspace.root());
    crash
        .args([
            "run",
            "--release",
            "--package",
            "acteon-benches",
            "--bin",
            "crash",
            "--",
        ])
        .args(["--rounds", CRASH_ROUNDS, "--server"])
        .arg(server);
    process::run(line, &mut crash)?.expect_success()?;
    Ok(Outcome {
        passed: 1,
        ..Outcome::default()
    })
}
