//! `acteon rule`.

mod check;
mod files;
mod remote;
mod test;
mod trace;

use std::process::ExitCode;

use clap::Subcommand;

use crate::error::CliError;
use crate::settings::Connection;
use crate::show::Output;

/// What to do with rules.
#[derive(Subcommand)]
pub enum RuleCommand {
    /// List the rules in force, in the order of evaluation
    List,
    /// Show what the rules would decide about an action, and why; nothing is dispatched
    Evaluate(remote::EvaluateCommand),
    /// Let the server read its rule files again
    Reload {
        /// Another folder than the one in force, inside the configured one
        #[arg(long)]
        directory: Option<String>,
    },
    /// Switch a rule on
    Enable {
        /// Name of the rule
        name: String,
    },
    /// Switch a rule off
    Disable {
        /// Name of the rule
        name: String,
    },
    /// Show which kinds of dispatched actions matched a rule, and which rules never did
    Coverage(remote::CoverageCommand),
    /// Check rule files on this machine
    Check(check::CheckCommand),
    /// Run the tests of rule files on this machine
    Test(test::TestCommand),
}

/// Does it.
///
/// # Errors
/// See [`CliError`].
pub async fn run(
    command: RuleCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    match command {
        RuleCommand::List => remote::list(connection, output).await,
        RuleCommand::Evaluate(command) => remote::evaluate(command, connection, output).await,
        RuleCommand::Reload { directory } => remote::reload(directory, connection, output).await,
        RuleCommand::Enable { name } => remote::switch(&name, true, connection, output).await,
        RuleCommand::Disable { name } => remote::switch(&name, false, connection, output).await,
        RuleCommand::Coverage(command) => remote::coverage(command, connection, output).await,
        RuleCommand::Check(command) => check::run(&command, output),
        RuleCommand::Test(command) => test::run(&command, output),
    }
}
