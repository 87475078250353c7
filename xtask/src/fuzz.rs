//! `cargo xtask fuzz`: runs the fuzz targets, each for a given time, on what they found before.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use clap::builder::PossibleValuesParser;

use crate::console::{self, Line};
use crate::tools::CargoTool;
use crate::workspace::Workspace;
use crate::{bench, bundle, process, server};

/// A target, and what libFuzzer is told for it.
struct Target {
    name: &'static str,
    /// Whether it takes the whole server, which takes minutes to compile.
    http: bool,
    options: &'static [&'static str],
}

const TARGETS: &[Target] = &[
    Target {
        name: "module_bytes",
        http: false,
        options: &["-max_len=20000", "-len_control=0"],
    },
    Target {
        name: "module_generated",
        http: false,
        options: &["-max_len=8192", "-len_control=0"],
    },
    Target {
        name: "plugin_output",
        http: false,
        options: &[],
    },
    Target {
        name: "rule_files",
        http: false,
        options: &[],
    },
    Target {
        name: "cel",
        http: false,
        options: &[],
    },
    Target {
        name: "multipart",
        http: true,
        options: &[],
    },
];
/// The public test suites of WebAssembly, pushed through the endpoint for uploads.
const SUITE: &str = "suite";
/// A run that takes longer, in seconds, hangs.
const HANG_SECONDS: u32 = 30;
const FOLDER: &str = "fuzz";

/// What to run.
#[derive(clap::Args)]
pub struct Arguments {
    /// The targets, or `suite`: the public test suites of WebAssembly; all without it
    #[arg(value_parser = names())]
    targets: Vec<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    seconds: u32,
}

fn names() -> PossibleValuesParser {
    let targets = TARGETS.iter().map(|target| target.name);
    PossibleValuesParser::new(targets.chain([SUITE]))
}

/// Runs them one after the other. What they find stays in `target/fuzz/corpus`; an input that
/// breaks something is in `target/fuzz/artifacts`.
///
/// # Errors
/// When a target does not compile, or finds something.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    let chosen = |name: &str| {
        arguments.targets.is_empty() || arguments.targets.iter().any(|target| target == name)
    };
    let folder = workspace.target().join(FOLDER);
    let corpus = folder.join("corpus");
    let targets: Vec<&Target> = TARGETS
        .iter()
        .filter(|target| chosen(target.name))
        .collect();
    if !targets.is_empty() {
        let fuzz = console::step("cargo-fuzz", |line| CargoTool::fuzz().ensure(line))?;
        console::step("first inputs", |line| {
            let mut seeds = process::cargo(&workspace.path(FOLDER));
            seeds
                .args(["run", "--quiet", "--package", "acteon-fuzz-seeds"])
                .arg("--target-dir")
                .arg(folder.join("seeds"))
                .arg(&corpus);
            process::run(line, &mut seeds)?.expect_success()
        })?;
        for target in &targets {
            let title = format!("{}: {} s", target.name, arguments.seconds);
            let found = console::step(&title, |line| {
                let mut cargo = fuzz_command(workspace, &fuzz, target, arguments.seconds);
                process::run(line, &mut cargo)?.expect_success()
            })?;
            let last = found.lines().rfind(|line| line.starts_with("Done "));
            println!("  {}: {}", target.name, last.unwrap_or("nothing found"));
        }
    }
    if chosen(SUITE) {
        console::step("browser bundle", |line| bundle::build(workspace, line))?;
        console::step("server", |line| server::build(workspace, line))?;
        let said = console::step("suite: every module of the public test suites", |line| {
            suite(workspace, line)
        })?;
        println!("  {said}");
    }
    Ok(())
}

/// Uploads every module of the public test suites to a release server; answers what came of it.
///
/// # Errors
/// When an answer is neither 201 nor 4xx.
pub fn suite(workspace: &Workspace, line: &Line) -> anyhow::Result<String> {
    bench::build(workspace, line)?;
    let mut suite = Command::new(workspace.target().join("release").join(SUITE));
    suite.arg("--server").arg(workspace.server_binary());
    let said = process::run(line, &mut suite)?.expect_success()?;
    Ok(said.lines().last().unwrap_or_default().to_owned())
}

fn fuzz_command(workspace: &Workspace, fuzz: &PathBuf, target: &Target, seconds: u32) -> Command {
    let folder = workspace.target().join(FOLDER);
    let artifacts = folder.join("artifacts").join(target.name);
    // libFuzzer does not make it.
    let _ = fs::create_dir_all(&artifacts);
    let mut cargo = Command::new(fuzz);
    cargo
        .current_dir(workspace.root())
        // Without a sanitizer of memory, which only another compiler has: what is fuzzed is Rust.
        .args(["fuzz", "run", "--sanitizer", "none", "--target-dir"])
        .arg(folder.join("build"));
    if target.http {
        cargo.args(["--features", "http"]);
    }
    cargo
        .arg(target.name)
        .arg(folder.join("corpus").join(target.name))
        .arg("--")
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={HANG_SECONDS}"))
        .arg("-rss_limit_mb=6000")
        .args(target.options);
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_run() {
        let folder = Workspace::find().unwrap().path("fuzz/fuzz_targets");
        let mut found: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| {
                let path = entry.unwrap().path();
                Some(path.file_stem()?.to_str()?.to_owned())
            })
            .collect();
        found.sort();
        let mut known: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        known.sort_unstable();
        assert_eq!(found, known);
    }
}
