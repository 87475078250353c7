//! Modules on their way to the server.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use acteon_client::types::SnapshotMode;
use acteon_client::{Progress, RegisterPlugin, ReplacePlugin};
use indicatif::{ProgressBar, ProgressStyle};

use super::local::snapshot_mode;
use super::show;
use crate::error::CliError;
use crate::settings::Connection;
use crate::show::{Output, is_watched, printable};

/// What a module is uploaded with; the server's defaults for what is not said.
#[derive(clap::Args)]
struct Settings {
    /// What it is for
    #[arg(long)]
    description: Option<String>,
    /// Memory of one invocation, in bytes
    #[arg(long, value_name = "BYTES")]
    memory_limit_bytes: Option<u64>,
    /// Time of one invocation, in milliseconds
    #[arg(long, value_name = "MS")]
    timeout_ms: Option<u64>,
    /// When calls start from a snapshot taken after initialisation: auto, always or never
    #[arg(long, value_name = "MODE", value_parser = snapshot_mode)]
    snapshot: Option<SnapshotMode>,
    /// Let no rule call it yet
    #[arg(long)]
    disabled: bool,
    /// The SHA-256 that the module must have, in hexadecimal
    #[arg(long, value_name = "HEX")]
    sha256: Option<String>,
}

/// What to register.
#[derive(clap::Args)]
pub struct RegisterCommand {
    /// Name of the plugin
    name: String,
    /// The compiled module
    module: PathBuf,
    #[command(flatten)]
    settings: Settings,
}

/// What to replace.
#[derive(clap::Args)]
pub struct ReplaceCommand {
    /// Name of the plugin
    name: String,
    /// The compiled module
    module: PathBuf,
    #[command(flatten)]
    settings: Settings,
    /// Only if it still has this revision
    #[arg(long, value_name = "REVISION")]
    if_match: Option<u64>,
}

/// Both uploads are set in the same way.
macro_rules! set {
    ($upload:ident, $settings:ident) => {{
        let settings = $settings;
        if let Some(description) = settings.description {
            $upload = $upload.description(description);
        }
        if let Some(bytes) = settings.memory_limit_bytes {
            $upload = $upload.memory_limit_bytes(bytes);
        }
        if let Some(milliseconds) = settings.timeout_ms {
            $upload = $upload.timeout_ms(milliseconds);
        }
        if let Some(mode) = settings.snapshot {
            $upload = $upload.snapshot(mode);
        }
        if settings.disabled {
            $upload = $upload.enabled(false);
        }
        if let Some(sha256) = settings.sha256 {
            $upload = $upload.sha256(sha256);
        }
        if let Some(progress) = progress() {
            $upload = $upload.progress(progress);
        }
    }};
}

pub async fn register(
    command: RegisterCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let RegisterCommand {
        name,
        module,
        settings,
    } = command;
    let mut upload = RegisterPlugin::new(name, module);
    set!(upload, settings);
    let registered = connection.client()?.register_wasm_plugin(upload).await?;
    output.print(&registered, |registered| {
        let mut text = show::detail(&registered.plugin);
        for warning in &registered.warnings {
            text += &format!("warning: {}\n", printable(warning));
        }
        text
    })?;
    Ok(ExitCode::SUCCESS)
}

pub async fn replace(
    command: ReplaceCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let ReplaceCommand {
        name,
        module,
        settings,
        if_match,
    } = command;
    let mut upload = ReplacePlugin::new(module);
    if let Some(revision) = if_match {
        upload = upload.if_match(revision);
    }
    set!(upload, settings);
    let client = connection.client()?;
    let plugin = client.replace_wasm_plugin(&name, upload).await?;
    output.print(&plugin, show::detail)?;
    Ok(ExitCode::SUCCESS)
}

/// A bar on standard error, when somebody watches.
fn progress() -> Option<Progress> {
    if !is_watched() {
        return None;
    }
    let bar = ProgressBar::no_length();
    if let Ok(style) =
        ProgressStyle::with_template("{bar:30} {binary_bytes}/{binary_total_bytes} {msg}")
    {
        bar.set_style(style);
    }
    Some(Arc::new(move |sent, of| {
        if let Some(of) = of {
            bar.set_length(of);
        }
        bar.set_position(sent);
        if of == Some(sent) {
            // The server compiles it now.
            bar.finish_with_message("sent");
        }
    }))
}
