//! The command line of Acteon: everything that the REST API does, for people and for scripts; and
//! plugins and rules on this machine, without a server.

mod arguments;
mod audit;
mod dispatch;
mod error;
mod generate;
mod input;
mod plugin;
mod rule;
mod settings;
mod show;
mod status;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};
use crate::error::CliError;
use crate::show::Output;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(arguments.json);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return CliError::Runtime(error).report(&output),
    };
    match runtime.block_on(run(arguments, &output)) {
        Ok(code) => code,
        Err(error) => error.report(&output),
    }
}

async fn run(arguments: Arguments, output: &Output) -> Result<ExitCode, CliError> {
    let Arguments {
        connection,
        command,
        ..
    } = arguments;
    match command {
        Command::Plugin { command } => plugin::run(command, &connection, output).await,
        Command::Rule { command } => rule::run(command, &connection, output).await,
        Command::Dispatch(command) => dispatch::run(command, &connection, output).await,
        Command::Audit(command) => audit::run(command, &connection, output).await,
        Command::Status => status::run(&connection, output).await,
        Command::Completions { shell } => generate::completions(shell),
        Command::Man { folder } => generate::man(&folder),
    }
}
