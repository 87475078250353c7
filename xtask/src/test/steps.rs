//! The steps of the check.

use super::runs::{cargo, crash, deny, examples, fmt, tests};
use super::{clients, first_steps, languages};
use crate::console::Line;
use crate::outcome::Outcome;
use crate::tools::CargoTool;
use crate::workspace::Workspace;
use crate::{bundle, end2end, fuzz, house, server, tools};

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

/// What browser and server share, and so must compile for both.
const SHARED_CRATES: [&str; 3] = ["acteon-core", "acteon-api-types", "acteon-inspect"];
const BROWSER: &str = "wasm32-unknown-unknown";

/// All of them, in the order they run: what fails fast comes first.
pub const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "the code is formatted",
        needs: &[],
        run: fmt,
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
        about: "browser bundle, and how much a page loads",
        needs: &[],
        run: |context, line| {
            bundle::build(context.workspace, line)?;
            bundle::check_size(context.workspace, line)?;
            Ok(Outcome::ok())
        },
    },
    Step {
        name: "elements",
        about: "the parts of editor and charts that need no browser",
        needs: &[],
        run: |context, line| bundle::test(context.workspace, line),
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
        run: tests,
    },
    Step {
        name: "example-plugins",
        about: "the example plugins and their tests",
        needs: &[],
        run: examples,
    },
    Step {
        name: "deny",
        about: "licences, duplicates and sources of the dependencies",
        needs: &[],
        run: deny,
    },
    Step {
        name: "first-steps",
        about: "the commands that `serve` prints",
        needs: &["server", "example-plugins"],
        run: |context, line| first_steps::run(context.workspace, line),
    },
    Step {
        name: "clients",
        about: "the clients in five languages, against the release server",
        needs: &["server", "example-plugins"],
        run: |context, line| clients::run(context.workspace, line),
    },
    Step {
        name: "languages",
        about: "plugins in every language: all inputs, and what `acteon plugin new` begins",
        needs: &[],
        run: |context, line| languages::run(context.workspace, line),
    },
    Step {
        name: "suite",
        about: "the public test suites of WebAssembly through the upload endpoint",
        needs: &["server"],
        run: |context, line| {
            let said = fuzz::suite(context.workspace, line)?;
            line.say(&said);
            Ok(Outcome {
                passed: 1,
                ..Outcome::ok()
            })
        },
    },
    Step {
        name: "crash",
        about: "kill the server during changes and dispatches, lose nothing",
        needs: &["server"],
        run: crash,
    },
    Step {
        name: "end2end",
        about: "the pages in a browser",
        needs: &["server", "example-plugins"],
        run: |context, line| end2end::run(context.workspace, line),
    },
];
