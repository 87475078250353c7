//! Completions and manual pages, made from the command line's own description.

use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::error::CliError;

/// Prints the completions of a shell.
///
/// # Errors
/// Never; that standard output is closed ends the process as it does for other programs.
pub fn completions(shell: Shell) -> Result<ExitCode, CliError> {
    clap_complete::generate(
        shell,
        &mut Arguments::command(),
        "acteon",
        &mut std::io::stdout(),
    );
    Ok(ExitCode::SUCCESS)
}

/// Writes a manual page for every command.
///
/// # Errors
/// When the folder cannot be written to.
pub fn man(folder: &Path) -> Result<ExitCode, CliError> {
    clap_mangen::generate_to(Arguments::command(), folder)
        .map_err(|error| CliError::write(folder, error))?;
    Ok(ExitCode::SUCCESS)
}
