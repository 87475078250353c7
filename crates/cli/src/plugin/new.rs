//! `acteon plugin new`.

mod template;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use acteon_core::PluginName;
use serde_json::json;

use self::template::Template;
use crate::error::CliError;
use crate::show::Output;

/// What to begin.
#[derive(clap::Args)]
pub struct NewCommand {
    /// Name of the plugin, and of the folder that is made
    name: String,
    /// The language
    #[arg(long, value_enum, default_value_t = Template::Rust)]
    language: Template,
    /// Where to make the folder
    #[arg(long, default_value = ".", value_name = "FOLDER")]
    into: PathBuf,
}

/// Writes the files of a new plugin.
///
/// # Errors
/// When the name is none, or the folder is there already.
pub fn run(command: &NewCommand, output: &Output) -> Result<ExitCode, CliError> {
    let folder = command.into.join(&command.name);
    let name = PluginName::try_from(command.name.clone()).map_err(|error| CliError::Input {
        path: folder.clone(),
        reason: format!("{error}"),
    })?;
    fs::create_dir(&folder).map_err(|error| CliError::write(&folder, error))?;
    for (path, text) in command.language.files(&name) {
        let path = folder.join(path);
        let written = match path.parent() {
            Some(parent) => fs::create_dir_all(parent),
            None => Ok(()),
        };
        written
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| CliError::write(&path, error))?;
    }
    output.print(&json!({ "folder": folder }), |_| {
        format!(
            "made `{}`; its README.md says how to build, try and register it",
            folder.display()
        )
    })?;
    Ok(ExitCode::SUCCESS)
}
