//! Which server, with which key.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use acteon_client::ActeonClient;
use serde::Deserialize;

use crate::error::CliError;

const SERVER: &str = "http://localhost:8080";
const TIMEOUT_SECONDS: u64 = 30;

/// The server, as the command line and the environment name it.
#[derive(clap::Args)]
pub struct Connection {
    /// Address of the server [default: http://localhost:8080]
    #[arg(long, global = true, env = "ACTEON_URL", value_name = "URL")]
    server: Option<String>,
    /// Key that the server knows; better in the environment or the file than here
    #[arg(
        long,
        global = true,
        env = "ACTEON_API_KEY",
        hide_env_values = true,
        value_name = "KEY"
    )]
    api_key: Option<String>,
    /// Longest time for one request, in seconds [default: 30]
    #[arg(
        long,
        global = true,
        env = "ACTEON_TIMEOUT_SECONDS",
        value_name = "SECONDS"
    )]
    timeout_seconds: Option<u64>,
    /// Configuration file
    #[arg(long, global = true, env = "ACTEON_CLI_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// What the configuration file may say.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    server: Option<String>,
    api_key: Option<String>,
    timeout_seconds: Option<u64>,
}

impl Connection {
    /// The client that they make together with the configuration file.
    ///
    /// # Errors
    /// When the file is bad, or the address or the key is none.
    pub fn client(&self) -> Result<ActeonClient, CliError> {
        let file = self.file()?;
        let pick = |said: &Option<String>, filed: Option<String>| {
            // An empty variable is one that is not set.
            said.clone().filter(|said| !said.is_empty()).or(filed)
        };
        let server = pick(&self.server, file.server).unwrap_or_else(|| SERVER.to_owned());
        let seconds = self
            .timeout_seconds
            .or(file.timeout_seconds)
            .unwrap_or(TIMEOUT_SECONDS);
        let mut builder = ActeonClient::builder(&server).timeout(Duration::from_secs(seconds));
        if let Some(key) = pick(&self.api_key, file.api_key) {
            builder = builder.api_key(key);
        }
        Ok(builder.build()?)
    }

    fn file(&self) -> Result<File, CliError> {
        let (path, is_named) = match &self.config {
            Some(path) => (path.clone(), true),
            None => match default_path() {
                Some(path) => (path, false),
                None => return Ok(File::default()),
            },
        };
        match fs::read_to_string(&path) {
            Ok(text) => parse(&path, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_named => {
                Ok(File::default())
            }
            Err(error) => Err(CliError::read(&path, error)),
        }
    }
}

fn parse(path: &Path, text: &str) -> Result<File, CliError> {
    toml::from_str(text).map_err(|error| CliError::Input {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

fn default_path() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = set("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(set("HOME")?).join(".config")))?;
    Some(folder.join("acteon/config.toml"))
}
