//! Rule files on this machine.

use std::fs;
use std::path::{Path, PathBuf};

use acteon_client::types::RuleFileError;
use acteon_evaluator::rule_files::{self, is_rule_file};
use acteon_rules::{LoadOptions, LoadProblem, RuleFile, RuleSet};
use jiff::tz::TimeZone;

use crate::error::CliError;

/// Where rules are, and what they leave open.
#[derive(clap::Args)]
pub struct RuleFiles {
    /// Rule files, or folders of them
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Time zone of rules that name none
    #[arg(long, default_value = "UTC", value_name = "ZONE", value_parser = time_zone)]
    timezone: TimeZone,
}

fn time_zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|error| error.to_string())
}

impl RuleFiles {
    /// The rules in the files and folders, all of them together.
    ///
    /// # Errors
    /// When a file cannot be read, or with everything that is wrong in them.
    pub fn load(&self) -> Result<RuleSet, CliError> {
        let mut files = Vec::new();
        for path in &self.paths {
            if path.is_dir() {
                files.extend(
                    rule_files::read_folder(path, &path.display().to_string()).map_err(refused)?,
                );
            } else if is_rule_file(path) {
                files.push(RuleFile {
                    path: path.display().to_string(),
                    text: fs::read_to_string(path).map_err(|error| CliError::read(path, error))?,
                });
            } else if !rule_files::is_test_file(path) {
                return Err(CliError::Input {
                    path: path.clone(),
                    reason: "rule files end with .yaml, .yml or .cel".to_owned(),
                });
            }
        }
        let options = LoadOptions {
            default_timezone: self.timezone.clone(),
        };
        acteon_rules::load(&files, &options).map_err(refused)
    }

    /// The test files among them, and in the folders.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn tests(&self) -> Result<Vec<PathBuf>, CliError> {
        let mut tests = Vec::new();
        for path in &self.paths {
            if path.is_dir() {
                tests.extend(tests_in(path).map_err(|error| CliError::read(path, error))?);
            } else if rule_files::is_test_file(path) {
                tests.push(path.clone());
            }
        }
        tests.sort();
        Ok(tests)
    }
}

fn tests_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut tests = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if rule_files::is_test_file(&path) {
            tests.push(path);
        }
    }
    Ok(tests)
}

fn refused(problems: Vec<LoadProblem>) -> CliError {
    CliError::Rules {
        errors: problems.into_iter().map(problem).collect(),
    }
}

/// A problem as the server answers it.
pub fn problem(problem: LoadProblem) -> RuleFileError {
    let LoadProblem {
        file,
        line,
        field,
        message,
    } = problem;
    RuleFileError {
        file,
        line,
        field,
        message,
    }
}
