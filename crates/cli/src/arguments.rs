//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use crate::audit::AuditCommand;
use crate::dispatch::DispatchCommand;
use crate::plugin::PluginCommand;
use crate::rule::RuleCommand;
use crate::settings::Connection;

const AFTER_HELP: &str = "\
Exit codes:
  0  done; what was asked holds
  1  done, and the answer is no: a test failed, a rule file is bad, an action failed, the server is
     not ready
  2  the command line is wrong
  3  the server cannot be reached, or did not answer in time
  4  the server refused; the error says why
  5  something on this machine is wrong: a file cannot be read or written

Settings come from flags, then from the environment, then from the configuration file
(`~/.config/acteon/config.toml`, or where `--config` or ACTEON_CLI_CONFIG point):

  server = \"http://localhost:8080\"
  api_key = \"acteon_...\"
  timeout_seconds = 30

Examples:
  acteon plugin register low-priority low_priority.wasm --timeout-ms 50
  acteon plugin test low-priority --input action.json
  acteon rule evaluate action.json --all
  acteon rule test rules/ --plugins target/example-plugins
  acteon audit --verdict deny --follow";

/// Manages plugins and rules of an Acteon gateway, dispatches actions and reads the audit.
#[derive(Parser)]
#[command(name = "acteon", version, after_help = AFTER_HELP, propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    pub connection: Connection,
    /// Print JSON instead of text for people
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Plugins: on the server, and on this machine
    Plugin {
        #[command(subcommand)]
        command: PluginCommand,
    },
    /// Rules: on the server, and on this machine
    Rule {
        #[command(subcommand)]
        command: RuleCommand,
    },
    /// Decide about an action and carry it out
    Dispatch(DispatchCommand),
    /// Show what was dispatched, decided and done
    Audit(AuditCommand),
    /// Show how the server is, and as whom it takes you
    Status,
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual pages
    Man {
        /// The folder to write them to; it must exist
        folder: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
