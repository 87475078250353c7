//! Plugins of the server.

use std::process::ExitCode;

use acteon_client::types::{SnapshotMode, UpdatePluginRequest};
use serde_json::{Value, json};

use super::local::snapshot_mode;
use super::show;
use crate::error::CliError;
use crate::input::Source;
use crate::settings::Connection;
use crate::show::Output;

/// What to change.
#[derive(clap::Args)]
pub struct UpdateCommand {
    /// Name of the plugin
    name: String,
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
    /// Let rules call it
    #[arg(long, conflicts_with = "disable")]
    enable: bool,
    /// Let no rule call it
    #[arg(long)]
    disable: bool,
    /// Only if it still has this revision
    #[arg(long, value_name = "REVISION")]
    if_match: Option<u64>,
}

/// What to restore.
#[derive(clap::Args)]
pub struct RestoreCommand {
    /// Name of the plugin
    name: String,
    /// The former revision
    revision: u64,
    /// Only if the plugin still has this revision
    #[arg(long, value_name = "REVISION")]
    if_match: Option<u64>,
}

/// What to delete.
#[derive(clap::Args)]
pub struct DeleteCommand {
    /// Name of the plugin
    name: String,
    /// Only if it still has this revision
    #[arg(long, value_name = "REVISION")]
    if_match: Option<u64>,
}

/// What to call.
#[derive(clap::Args)]
pub struct TestCommand {
    /// Name of the plugin
    name: String,
    /// File with the action in JSON, `-` for standard input; an empty action without it
    #[arg(long, short, value_name = "FILE")]
    input: Option<Source>,
    /// The exported function
    #[arg(long, default_value = "evaluate")]
    function: String,
    /// Also count what the call costs, in units that are the same every time
    #[arg(long)]
    cost: bool,
}

pub async fn list(connection: &Connection, output: &Output) -> Result<ExitCode, CliError> {
    let plugins = connection.client()?.list_wasm_plugins().await?;
    output.print(&plugins, |plugins| show::list(plugins))?;
    Ok(ExitCode::SUCCESS)
}

pub async fn show(
    name: &str,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let plugin = connection.client()?.get_wasm_plugin(name).await?;
    output.print(&plugin, show::detail)?;
    Ok(ExitCode::SUCCESS)
}

pub async fn update(
    command: UpdateCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let enabled = match (command.enable, command.disable) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let change = UpdatePluginRequest {
        description: command.description,
        memory_limit_bytes: command.memory_limit_bytes,
        timeout_ms: command.timeout_ms,
        snapshot: command.snapshot,
        enabled,
    };
    let client = connection.client()?;
    let plugin = client
        .update_wasm_plugin(&command.name, &change, command.if_match)
        .await?;
    output.print(&plugin, show::detail)?;
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(
    command: RestoreCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let client = connection.client()?;
    let plugin = client
        .restore_wasm_plugin_revision(&command.name, command.revision, command.if_match)
        .await?;
    output.print(&plugin, show::detail)?;
    Ok(ExitCode::SUCCESS)
}

pub async fn delete(
    command: DeleteCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let client = connection.client()?;
    match command.if_match {
        Some(revision) => {
            client
                .delete_wasm_plugin_if(&command.name, revision)
                .await?
        }
        None => client.delete_wasm_plugin(&command.name).await?,
    }
    output.print(&json!({ "deleted": command.name }), |_| {
        format!("deleted {}", command.name)
    })?;
    Ok(ExitCode::SUCCESS)
}

pub async fn test(
    command: TestCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let input: Value = match &command.input {
        Some(source) => source.json()?,
        None => json!({}),
    };
    let client = connection.client()?;
    let (name, function) = (&command.name, &command.function);
    let answer = if command.cost {
        client
            .test_wasm_plugin_with_cost(name, function, &input)
            .await?
    } else {
        client.test_wasm_plugin(name, function, &input).await?
    };
    output.print(&answer, show::answer)?;
    Ok(ExitCode::SUCCESS)
}
