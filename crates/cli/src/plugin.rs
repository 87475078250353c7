//! `acteon plugin`.

mod bench;
mod inspect;
mod local;
mod new;
mod remote;
mod show;
mod upload;

use std::process::ExitCode;

use clap::Subcommand;

pub use self::local::host as local_host;
use crate::error::CliError;
use crate::settings::Connection;
use crate::show::Output;

/// What to do with plugins.
#[derive(Subcommand)]
pub enum PluginCommand {
    /// List the plugins of the server
    List,
    /// Show all that the server knows of a plugin
    Show {
        /// Name of the plugin
        name: String,
    },
    /// Register a plugin
    Register(upload::RegisterCommand),
    /// Change a plugin's description, limits, or whether it is enabled
    Update(remote::UpdateCommand),
    /// Put another module in a plugin's place
    Replace(upload::ReplaceCommand),
    /// Make a former revision the present one
    Restore(remote::RestoreCommand),
    /// Delete a plugin
    Delete(remote::DeleteCommand),
    /// Call a plugin of the server with an action
    Test(remote::TestCommand),
    /// Call a module on this machine, as the server would
    Run(local::RunCommand),
    /// Measure a module on this machine
    Bench(bench::BenchCommand),
    /// Show what a module exports and imports, and whether a server would take it
    Inspect(inspect::InspectCommand),
    /// Begin a plugin of your own
    New(new::NewCommand),
}

/// Does it.
///
/// # Errors
/// See [`CliError`].
pub async fn run(
    command: PluginCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    match command {
        PluginCommand::List => remote::list(connection, output).await,
        PluginCommand::Show { name } => remote::show(&name, connection, output).await,
        PluginCommand::Register(command) => upload::register(command, connection, output).await,
        PluginCommand::Update(command) => remote::update(command, connection, output).await,
        PluginCommand::Replace(command) => upload::replace(command, connection, output).await,
        PluginCommand::Restore(command) => remote::restore(command, connection, output).await,
        PluginCommand::Delete(command) => remote::delete(command, connection, output).await,
        PluginCommand::Test(command) => remote::test(command, connection, output).await,
        PluginCommand::Run(command) => local::run(command, output),
        PluginCommand::Bench(command) => bench::run(&command, output),
        PluginCommand::Inspect(command) => inspect::run(&command, output),
        PluginCommand::New(command) => new::run(&command, output),
    }
}
