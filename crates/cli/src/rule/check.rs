//! `acteon rule check`.

use std::process::ExitCode;

use serde_json::json;

use super::files::{RuleFiles, problem};
use crate::error::{CliError, place};
use crate::show::{Output, printable};

/// What to check.
#[derive(clap::Args)]
pub struct CheckCommand {
    #[command(flatten)]
    files: RuleFiles,
}

/// Reads rule files as the server does. Ends with 1 when something is wrong in them.
///
/// # Errors
/// With everything that is wrong.
pub fn run(command: &CheckCommand, output: &Output) -> Result<ExitCode, CliError> {
    let rules = command.files.load()?;
    let count = rules.rules().len();
    let warnings: Vec<_> = rules.warnings().iter().cloned().map(problem).collect();
    output.print(&json!({ "rules": count, "warnings": warnings }), |_| {
        let mut text = String::new();
        for warning in &warnings {
            text += &printable(&format!("warning: {}\n", place(warning)));
        }
        let noun = if count == 1 { "rule is" } else { "rules are" };
        text + &format!("{count} {noun} good\n")
    })?;
    Ok(ExitCode::SUCCESS)
}
