//! What can go wrong, and the exit code of each.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use acteon_client::types::RuleFileError;
use serde_json::json;

use crate::show::Output;

/// Done, and the answer is no.
pub const NO: u8 = 1;
const UNREACHABLE: u8 = 3;
const REFUSED: u8 = 4;
const LOCAL: u8 = 5;

/// Why a command could not do what it was to do.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The server, or the way to it.
    #[error(transparent)]
    Client(#[from] acteon_client::Error),
    /// A file cannot be read.
    #[error("`{}` cannot be read: {error}", path.display())]
    Read {
        path: PathBuf,
        error: std::io::Error,
    },
    /// A file cannot be written.
    #[error("`{}` cannot be written: {error}", path.display())]
    Write {
        path: PathBuf,
        error: std::io::Error,
    },
    /// A file is not what it has to be.
    #[error("`{}`: {reason}", path.display())]
    Input { path: PathBuf, reason: String },
    /// Rule files that do not load.
    #[error("{} {} in the rule files", errors.len(), if errors.len() == 1 { "mistake" } else { "mistakes" })]
    Rules { errors: Vec<RuleFileError> },
    /// A module that cannot run.
    #[error("`{}` cannot run: {reason}", path.display())]
    Module { path: PathBuf, reason: String },
    /// The machine has no room for a thread, or memory.
    #[error("this machine cannot run it: {0}")]
    Runtime(std::io::Error),
    /// The plugin host does not start.
    #[error("the plugin host does not start: {0}")]
    Host(String),
    /// Standard output is closed.
    #[error("the output cannot be written: {0}")]
    Output(std::io::Error),
}

impl CliError {
    /// A file that cannot be read.
    pub fn read(path: &Path, error: std::io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            error,
        }
    }

    /// A file that cannot be written.
    pub fn write(path: &Path, error: std::io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            error,
        }
    }

    fn code(&self) -> u8 {
        use acteon_client::Error as Client;
        match self {
            Self::Client(Client::Api(_)) => REFUSED,
            Self::Client(Client::Timeout(_) | Client::Connection(_) | Client::Decode { .. }) => {
                UNREACHABLE
            }
            Self::Rules { .. } | Self::Module { .. } => NO,
            Self::Client(_)
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::Input { .. }
            | Self::Runtime(_)
            | Self::Host(_)
            | Self::Output(_) => LOCAL,
        }
    }

    /// What is wrong in which rule file.
    fn rule_errors(&self) -> &[RuleFileError] {
        match self {
            Self::Rules { errors } => errors,
            Self::Client(error) => error.api().map_or(&[], |error| &error.errors),
            _ => &[],
        }
    }

    fn hint(&self) -> Option<&'static str> {
        use acteon_client::Error as Client;
        let Self::Client(error) = self else {
            return None;
        };
        match error {
            Client::Connection(_) => {
                Some("is the server running? `--server` or ACTEON_URL names another")
            }
            Client::Timeout(_) => Some("`--timeout-seconds` allows more time"),
            error if error.is_unauthenticated() => {
                Some("give a key with ACTEON_API_KEY, the configuration file or `--api-key`")
            }
            _ => None,
        }
    }

    /// Says what went wrong on standard error, and with which code to end.
    pub fn report(&self, output: &Output) -> ExitCode {
        let broken_pipe =
            matches!(self, Self::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe);
        if broken_pipe {
            // Whoever reads has seen enough, as with `head`.
            return ExitCode::SUCCESS;
        }
        if output.is_json() {
            let api = match self {
                Self::Client(error) => error.api(),
                _ => None,
            };
            eprintln!(
                "{}",
                json!({
                    "error": self.to_string(),
                    "kind": api.and_then(|api| api.kind.clone()),
                    "status": api.map(|api| api.status),
                    "request_id": api.and_then(|api| api.request_id.clone()),
                    "errors": self.rule_errors(),
                })
            );
        } else {
            eprintln!("error: {self}");
            for error in self.rule_errors() {
                eprintln!("  {}", place(error));
            }
            if let Some(hint) = self.hint() {
                eprintln!("  {hint}");
            }
        }
        ExitCode::from(self.code())
    }
}

/// `10-first.yaml:3: condition: what is wrong`
pub fn place(error: &RuleFileError) -> String {
    let line = error
        .line
        .map(|line| format!(":{line}"))
        .unwrap_or_default();
    let field = error
        .field
        .as_ref()
        .map(|field| format!(" {field}:"))
        .unwrap_or_default();
    format!("{}{line}:{field} {}", error.file, error.message)
}
