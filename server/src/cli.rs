//! The command line.

use std::path::PathBuf;

use acteon_gateway::auth::Role;
use clap::{Args, Parser, Subcommand};

use crate::config::{ConfigError, ConfigFile, Flag, Layers, LogFormat};

/// The file read without `--config`, when it is there.
const DEFAULT_FILE: &str = "acteon.toml";

/// Decides about actions by rules and WebAssembly plugins.
#[derive(Debug, Parser)]
#[command(name = "acteon-server", version)]
#[command(
    after_help = "Every key of the configuration can also be set by an environment variable: \
    ACTEON_SERVER__PORT=9000 is `server.port`.\n\
    `acteon-server defaults` prints a configuration file with every key, its default and a comment."
)]
pub struct Cli {
    /// What to do; serve when absent.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What overrides the configuration file.
    #[command(flatten)]
    pub overrides: Overrides,
}

/// What to do instead of serving.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve (the default)
    Serve,
    /// Check the configuration and say what is wrong with it
    CheckConfig,
    /// Print a configuration file with every key, its default and a comment
    Defaults,
    /// Copy the store, also while the server runs
    Backup {
        /// The folder to make; it must not exist. It can be used as a `data_dir`.
        path: PathBuf,
    },
    /// Read a key from standard input and print its hash for the configuration
    HashKey,
    /// Make a key and print it with the section that the configuration needs
    NewKey {
        /// Name that the key's changes are recorded under.
        name: String,
        /// What its holder may do.
        #[arg(long, value_parser = role, default_value = "viewer")]
        role: Role,
    },
    /// Ask the running server whether it is healthy; ends with 0 when it is
    Healthcheck,
}

/// What overrides the configuration file and the environment.
#[derive(Clone, Debug, Default, Args)]
pub struct Overrides {
    /// Configuration file; without it ./acteon.toml when there is one
    #[arg(long, global = true, value_name = "FILE", env = "ACTEON_CONFIG")]
    pub config: Option<PathBuf>,
    /// Address to listen on
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub host: Option<String>,
    /// Port to listen on; 0 takes a free one
    #[arg(long, global = true)]
    pub port: Option<u16>,
    /// Folder of the embedded store
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Folder whose *.wasm files are plugins
    #[arg(long, global = true, value_name = "FOLDER")]
    pub plugin_dir: Option<PathBuf>,
    /// Folder with the rule files
    #[arg(long, global = true, value_name = "FOLDER")]
    pub rules: Option<PathBuf>,
    /// What is logged: error, warn, info, debug or trace, also per module
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log_level: Option<String>,
    /// One line of text or one JSON object per event
    #[arg(long, global = true, value_enum)]
    pub log_format: Option<LogFormat>,
}

impl Overrides {
    /// The layers: file, environment, command line.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn layers(
        self,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Layers, ConfigError> {
        let default = PathBuf::from(DEFAULT_FILE);
        let path = self
            .config
            .clone()
            .or_else(|| default.is_file().then_some(default));
        Ok(Layers {
            file: path.as_deref().map(ConfigFile::read).transpose()?,
            variables: environment.collect(),
            flags: self.flags(),
        })
    }

    fn flags(self) -> Vec<Flag> {
        let path = |path: PathBuf| toml::Value::String(path.to_string_lossy().into_owned());
        let format = |format: LogFormat| match format {
            LogFormat::Text => "text".into(),
            LogFormat::Json => "json".into(),
        };
        [
            ("--host", "server.host", self.host.map(toml::Value::String)),
            (
                "--port",
                "server.port",
                self.port.map(|port| i64::from(port).into()),
            ),
            ("--data-dir", "server.data_dir", self.data_dir.map(path)),
            ("--plugin-dir", "wasm.plugin_dir", self.plugin_dir.map(path)),
            ("--rules", "rules.directory", self.rules.map(path)),
            (
                "--log-level",
                "log.level",
                self.log_level.map(toml::Value::String),
            ),
            ("--log-format", "log.format", self.log_format.map(format)),
        ]
        .into_iter()
        .filter_map(|(flag, key, value)| {
            Some(Flag {
                flag,
                key,
                value: value?,
            })
        })
        .collect()
    }
}

fn role(text: &str) -> Result<Role, String> {
    Role::ALL
        .into_iter()
        .find(|role| role.as_str() == text)
        .ok_or_else(|| "a role is viewer, operator or admin".to_owned())
}
