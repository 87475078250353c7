//! `acteon rule test`.

mod report;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use acteon_core::PluginLimits;
use acteon_evaluator::Registry;
use acteon_evaluator::rule_test::{Bench, Coverage, TestFile, TestResult, load_plugins};
use acteon_rules::RuleSet;
use acteon_wasm::Host;

use self::report::{Finished, junit};
use super::files::RuleFiles;
use crate::error::{CliError, NO};
use crate::plugin::local_host;
use crate::show::Output;

/// What to test.
#[derive(clap::Args)]
pub struct TestCommand {
    #[command(flatten)]
    files: RuleFiles,
    /// Folder with the plugins that tests really call, each NAME.wasm
    #[arg(long, value_name = "FOLDER")]
    plugins: Option<PathBuf>,
    /// Write the results as JUnit XML, too
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Only tests whose name contains this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// End with 1 also when an enabled rule matches in no test
    #[arg(long)]
    require_coverage: bool,
    /// Show the trace of every test, not only of failed ones
    #[arg(long, short)]
    verbose: bool,
}

/// Runs the tests in `*_test.yaml`. Ends with 1 when one fails.
///
/// # Errors
/// When the rules, the tests or the plugins cannot be read.
pub fn run(command: &TestCommand, output: &Output) -> Result<ExitCode, CliError> {
    let rules = command.files.load()?;
    let paths = command.files.tests()?;
    if paths.is_empty() {
        return Err(CliError::Input {
            path: command.files.paths.first().cloned().unwrap_or_default(),
            reason: "there are no tests: files whose names end with _test.yaml".to_owned(),
        });
    }
    let (host, plugins) = plugins(command)?;
    let bench = Bench {
        rules: &rules,
        plugins: &plugins,
        host: host.as_ref(),
    };
    let mut coverage = Coverage::default();
    let mut finished = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).map_err(|error| CliError::read(path, error))?;
        let file = TestFile::parse(&text).map_err(|reason| CliError::Input {
            path: path.clone(),
            reason,
        })?;
        for test in &file.tests {
            let wanted = command
                .filter
                .as_ref()
                .is_none_or(|text| test.name.contains(text));
            if !wanted {
                continue;
            }
            let result: TestResult = bench.run(test, &file.defaults);
            coverage.add(&result.decision);
            finished.push(Finished {
                file: path.display().to_string(),
                name: test.name.clone(),
                result,
            });
        }
    }
    if let Some(path) = &command.junit {
        fs::write(path, junit(&finished)?).map_err(|error| CliError::write(path, error))?;
    }
    report::print(
        &finished,
        &coverage,
        &rules,
        command.verbose,
        command.filter.is_some(),
        output,
    )?;
    Ok(code(command, &finished, &coverage, &rules))
}

fn code(
    command: &TestCommand,
    finished: &[Finished],
    coverage: &Coverage,
    rules: &RuleSet,
) -> ExitCode {
    let failed = finished.iter().any(|test| !test.result.passed());
    let (matched, enabled) = coverage.matched(rules);
    if failed || (command.require_coverage && matched < enabled) {
        ExitCode::from(NO)
    } else {
        ExitCode::SUCCESS
    }
}

fn plugins(command: &TestCommand) -> Result<(Option<Host>, Registry), CliError> {
    let host = local_host()?;
    let registry = match &command.plugins {
        Some(folder) => load_plugins(&host, folder, PluginLimits::default()).map_err(|reason| {
            CliError::Module {
                path: folder.clone(),
                reason,
            }
        })?,
        None => Registry::default(),
    };
    Ok((Some(host), registry))
}
