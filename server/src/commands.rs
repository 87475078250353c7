//! What the program can do.

mod backup;
mod healthcheck;
mod keys;
mod serve;

use std::io::Write as _;

use acteon_gateway::auth::KeyError;

use crate::StartError;
use crate::cli::{Cli, Command};
use crate::config::{Config, ConfigError, DEFAULTS};

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The server did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A key, its name or its hash.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The store could not be copied.
    #[error("the store could not be copied: {0}")]
    Backup(String),
    /// The server is not healthy.
    #[error("{0}")]
    Unhealthy(String),
    /// Standard input, standard output or the runtime.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Does what the command line says.
///
/// # Errors
/// One sentence that says what to change.
pub fn run(cli: Cli) -> Result<(), CommandError> {
    let configured = || {
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Config::load(cli.overrides.layers(variables)?)
    };
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(configured()?),
        Command::CheckConfig => {
            configured()?;
            say("the configuration is valid\n")
        }
        Command::Defaults => say(DEFAULTS),
        Command::Backup { path } => backup::run(&configured()?, &path),
        Command::HashKey => keys::hash(),
        Command::NewKey { name, role } => keys::new(&name, role),
        Command::Healthcheck => healthcheck::run(&configured()?),
    }
}

/// Writes to standard output.
fn say(text: &str) -> Result<(), CommandError> {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

/// The runtime that everything asynchronous runs on.
fn runtime() -> Result<tokio::runtime::Runtime, std::io::Error> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}
