//! `cargo xtask bench`: runs the benchmarks and writes their figures into `docs/benchmarks.md`.

mod document;
pub mod machine;

use std::path::PathBuf;

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use serde_json::Value;

pub use self::document::replace_section;
use self::document::section;
use crate::console::{self, Line};
use crate::workspace::Workspace;
use crate::{bundle, end2end, example_plugins, process, server};

const DOCUMENT: &str = "docs/benchmarks.md";

/// Which benchmarks to run.
#[derive(clap::Args)]
pub struct Arguments {
    /// The benchmark to run; without it all but `load`, which takes a quarter of an hour
    #[arg(value_parser = names())]
    name: Option<String>,
    /// Arguments for the benchmark, after `--`: `bench load -- --minutes 1`
    #[arg(last = true, requires = "name")]
    arguments: Vec<String>,
}

/// One benchmark: a binary of `acteon-benches`, or a file in `end2end/bench`.
struct Bench {
    name: &'static str,
    about: &'static str,
    /// Whether it takes the compiled sample as its first argument.
    takes_sample: bool,
    /// Whether it starts the release server.
    takes_server: bool,
    /// Whether it drives a browser.
    in_browser: bool,
    /// Whether it runs only when it is named.
    only_by_name: bool,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "invocation",
        about: "one call of a plugin against bare Wasmtime",
        takes_sample: true,
        takes_server: false,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "guests",
        about: "how late the host ends hostile modules",
        takes_sample: false,
        takes_server: false,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "decision",
        about: "a decision over few and many rules, and with its trace",
        takes_sample: false,
        takes_server: false,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "throughput",
        about: "requests a second against a bare axum handler",
        takes_sample: false,
        takes_server: true,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "startup",
        about: "start with 100 plugins, compiled code kept and not",
        takes_sample: true,
        takes_server: true,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "isolation",
        about: "other requests beside hostile work",
        takes_sample: false,
        takes_server: true,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "fairness",
        about: "callers of a quick plugin beside a runaway one",
        takes_sample: false,
        takes_server: true,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "crash",
        about: "kill the server during changes, lose nothing",
        takes_sample: false,
        takes_server: true,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "dispatch_crash",
        about: "kill the server during dispatches, lose nothing",
        takes_sample: false,
        takes_server: true,
        in_browser: false,
        only_by_name: false,
    },
    Bench {
        name: "ui",
        about: "first visits of pages, and what their code weighs",
        takes_sample: false,
        takes_server: true,
        in_browser: true,
        only_by_name: false,
    },
    Bench {
        name: "load",
        about: "at the knee for long, beside a broken receiver, past the bounds",
        takes_sample: false,
        takes_server: true,
        in_browser: false,
        only_by_name: true,
    },
];

/// Builds what the benchmarks need, runs them and writes the document.
///
/// # Errors
/// When something does not build or a benchmark fails.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    let chosen = || {
        BENCHES.iter().filter(|bench| match &arguments.name {
            Some(name) => name == bench.name,
            None => !bench.only_by_name,
        })
    };
    if chosen().any(|bench| bench.takes_sample) {
        console::step("example plugins", |line| {
            example_plugins::build(workspace, line)
        })?;
    }
    if chosen().any(|bench| bench.takes_server) {
        console::step("browser bundle", |line| bundle::build(workspace, line))?;
        console::step("server", |line| server::build(workspace, line))?;
    }
    if chosen().any(|bench| !bench.in_browser) {
        console::step("benchmarks", |line| build(workspace, line))?;
    }
    for bench in chosen() {
        let title = format!("{}: {}", bench.name, bench.about);
        let report = console::step(&title, |line| {
            measure(workspace, bench, &arguments.arguments, line)
        })?;
        let text = section(
            &report,
            bench.name,
            bench.about,
            &machine::describe(workspace)?,
        )?;
        println!("{text}");
        write(workspace, bench.name, &text)?;
    }
    println!("written to {DOCUMENT}");
    Ok(())
}

/// Compiles every binary of the workspace, the benchmarks and the command line among them.
///
/// # Errors
/// When one does not compile.
pub fn build(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let mut cargo = process::cargo(workspace.root());
    // Without `--package`: dependencies with other features than those of the tests and the server
    // would be compiled once more.
    cargo.args(["build", "--release", "--bins"]);
    process::run(line, &mut cargo)?.expect_success().map(drop)
}

/// Runs one benchmark and reads its report, the last line that it writes.
fn measure(
    workspace: &Workspace,
    bench: &Bench,
    arguments: &[String],
    line: &Line,
) -> anyhow::Result<Value> {
    if bench.in_browser {
        return end2end::bench(workspace, bench.name, arguments, line);
    }
    let binary: PathBuf = workspace.target().join("release").join(bench.name);
    let mut command = std::process::Command::new(binary);
    command.current_dir(workspace.root());
    if bench.takes_sample {
        command.arg(
            workspace
                .example_plugins()
                .join(format!("{}.wasm", example_plugins::SAMPLE)),
        );
    }
    if bench.takes_server {
        command.arg("--server").arg(workspace.server_binary());
    }
    let output = process::run(line, command.args(arguments).arg("--json"))?.expect_success()?;
    let report = output.lines().last().unwrap_or_default();
    serde_json::from_str(report)
        .with_context(|| format!("`{}` wrote no report:\n{output}", bench.name))
}

fn write(workspace: &Workspace, name: &str, text: &str) -> anyhow::Result<()> {
    let path = workspace.path(DOCUMENT);
    let present = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    let changed = replace_section(&present, name, text);
    std::fs::write(&path, changed).with_context(|| format!("cannot write `{}`", path.display()))
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(BENCHES.iter().map(|bench| bench.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_benchmark_is_run() {
        for (folder, end, in_browser) in [
            // A benchmark is a file, or a folder when it has several.
            ("benches/src/bin", "", false),
            ("end2end/bench", ".spec", true),
        ] {
            let mut found: Vec<String> = std::fs::read_dir(Workspace::find().unwrap().path(folder))
                .unwrap()
                .filter_map(|entry| {
                    let path = entry.unwrap().path();
                    let name = path.file_stem()?.to_str()?.strip_suffix(end)?;
                    Some(name.to_owned())
                })
                .collect();
            found.sort();
            let mut known: Vec<&str> = BENCHES
                .iter()
                .filter(|bench| bench.in_browser == in_browser)
                .map(|bench| bench.name)
                .collect();
            if !in_browser {
                // Have commands of their own.
                known.extend(["languages", "suite"]);
            }
            known.sort_unstable();
            assert_eq!(found, known, "{folder}");
        }
    }
}
