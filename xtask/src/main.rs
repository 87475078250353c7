//! `cargo xtask`: the only entry point of this repository, for people and for CI alike.

mod bench;
mod bundle;
mod console;
mod end2end;
mod example_plugins;
mod fuzz;
mod house;
mod languages;
mod outcome;
mod process;
mod serve;
mod server;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::workspace::Workspace;

/// Builds, runs, tests and measures Acteon. Installs what it needs; everything it makes lies in
/// `target`, tools in the user's cache folder.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and run the server with the example rules and plugins
    #[command(after_help = "ACTEON_SERVER__PORT=9000 cargo xtask serve   listens on another port")]
    Serve {
        /// Arguments for the server
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Run every check and every test
    Test(test::Arguments),
    /// Run the quick checks: format, lints, house rules
    Check,
    /// Compile the example plugins in every language into target/example-plugins
    Plugins,
    /// Measure the plugins in every language, and write the table into docs/plugin-languages.md
    Languages,
    /// Feed generated input to what reads what strangers send
    #[command(
        after_help = "cargo xtask fuzz cel --seconds 600   runs one target for ten minutes\ncargo xtask fuzz suite               uploads the public test suites of WebAssembly"
    )]
    Fuzz(fuzz::Arguments),
    /// Measure, and write the figures into docs/benchmarks.md
    Bench(bench::Arguments),
    /// What continuous integration runs: the same as `test`
    Ci,
    /// Wait for a server that is starting, then print what to try
    #[command(hide = true)]
    Announce(serve::AnnounceArguments),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    match command {
        Command::Serve { arguments } => {
            serve::run(&workspace, &arguments).map(|()| ExitCode::SUCCESS)
        }
        Command::Test(arguments) => test::run(&workspace, &arguments),
        Command::Check => test::run(&workspace, &test::Arguments::quick()),
        Command::Ci => test::run(&workspace, &test::Arguments::default()),
        Command::Plugins => example_plugins::run(&workspace).map(|()| ExitCode::SUCCESS),
        Command::Languages => languages::run(&workspace).map(|()| ExitCode::SUCCESS),
        Command::Fuzz(arguments) => fuzz::run(&workspace, &arguments).map(|()| ExitCode::SUCCESS),
        Command::Bench(arguments) => bench::run(&workspace, &arguments).map(|()| ExitCode::SUCCESS),
        Command::Announce(arguments) => {
            serve::announce(&workspace, &arguments);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The names of the subcommands, for the check that documents name only real ones.
fn subcommands() -> Vec<String> {
    Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
