//! A module on this machine, in the same host as on the server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use acteon_client::types::{PluginCost, TestInput, TestPluginResponse};
use acteon_core::{Action, PluginLimits, SnapshotMode};
use acteon_evaluator::failure_details;
use acteon_wasm::{Host, HostConfig, Invocation, InvokeRequest, PreparedModule};
use serde_json::json;

use super::show;
use crate::error::{CliError, NO};
use crate::input::Source;
use crate::show::{Output, bytes, microseconds, printable};

/// A module and what it may use.
#[derive(clap::Args)]
pub struct LocalModule {
    /// The compiled module
    pub module: PathBuf,
    /// Memory of one invocation, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 16_777_216)]
    memory_limit_bytes: u64,
    /// Time of one invocation, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 100)]
    timeout_ms: u64,
    /// When calls start from a snapshot taken after initialisation: auto, always or never
    #[arg(long, value_name = "MODE", default_value = "auto", value_parser = snapshot_mode)]
    snapshot: SnapshotMode,
}

/// Reads the name of a mode.
///
/// # Errors
/// When there is no such mode.
pub fn snapshot_mode(text: &str) -> Result<SnapshotMode, String> {
    SnapshotMode::parse(text).ok_or_else(|| "it takes `auto`, `always` or `never`".to_owned())
}

/// A call to make.
#[derive(clap::Args)]
pub struct LocalCall {
    #[command(flatten)]
    pub module: LocalModule,
    /// File with the action in JSON, `-` for standard input; an empty action without it
    #[arg(long, short, value_name = "FILE")]
    input: Option<Source>,
    /// The exported function
    #[arg(long, default_value = "evaluate")]
    function: String,
}

/// What to run.
#[derive(clap::Args)]
pub struct RunCommand {
    #[command(flatten)]
    call: LocalCall,
    /// Also count what the call costs, in units that are the same every time
    #[arg(long)]
    cost: bool,
}

/// A call that can be made again and again.
pub struct Ready {
    host: Host,
    module: PreparedModule,
    limits: PluginLimits,
    input: Vec<u8>,
    function: String,
}

impl LocalModule {
    /// Compiles the module as the server does.
    ///
    /// # Errors
    /// When it cannot be read or cannot run, with all that keeps it from it.
    pub fn prepare(&self) -> Result<(Host, PreparedModule, PluginLimits), CliError> {
        let limits =
            PluginLimits::new(self.memory_limit_bytes, self.timeout_ms).map_err(|error| {
                CliError::Module {
                    path: self.module.clone(),
                    reason: error.to_string(),
                }
            })?;
        let host = host()?;
        let module = prepare(&host, &self.module, limits, self.snapshot)?;
        Ok((host, module, limits))
    }
}

/// A host for one call at a time.
///
/// # Errors
/// When the machine cannot run one.
pub fn host() -> Result<Host, CliError> {
    Host::new(HostConfig {
        max_instances: 1,
        code_cache: None,
    })
    .map_err(|error| CliError::Host(error.to_string()))
}

fn prepare(
    host: &Host,
    path: &Path,
    limits: PluginLimits,
    snapshot: SnapshotMode,
) -> Result<PreparedModule, CliError> {
    let code = fs::read(path).map_err(|error| CliError::read(path, error))?;
    host.prepare(&code, limits, snapshot)
        .map_err(|error| CliError::Module {
            path: path.to_owned(),
            reason: error.to_string(),
        })
}

impl LocalCall {
    /// Makes everything ready for the call.
    ///
    /// # Errors
    /// When the module or the action is not what it has to be.
    pub fn ready(&self) -> Result<Ready, CliError> {
        let input = match &self.input {
            Some(source) => source.json()?,
            None => TestInput::default(),
        };
        let action: Action = input.into();
        let (host, module, limits) = self.module.prepare()?;
        let input = acteon_evaluator::serialise(&action).map_err(|failure| CliError::Module {
            path: self.module.module.clone(),
            reason: failure.message,
        })?;
        Ok(Ready {
            host,
            module,
            limits,
            input,
            function: self.function.clone(),
        })
    }
}

impl Ready {
    /// Calls the function on a fresh instance.
    pub fn call(&self) -> Invocation {
        self.host
            .invoke(&self.module, &self.request(SystemTime::now()))
    }

    /// Calls it once more to count what that costs.
    fn cost(&self, path: &Path) -> Result<PluginCost, CliError> {
        let code = fs::read(path).map_err(|error| CliError::read(path, error))?;
        let prepared = self.host.prepare_cost(&self.module, &code);
        prepared.map_err(|error| CliError::Module {
            path: path.to_owned(),
            reason: error.to_string(),
        })?;
        let request = self.request(SystemTime::UNIX_EPOCH);
        let cost = self.host.cost(&self.module, &request);
        Ok(match cost {
            Some(Ok(cost)) => PluginCost::counted(cost.fuel, cost.initialisation_fuel),
            Some(Err(failure)) => PluginCost::unknown(failure.message),
            None => PluginCost::unknown("it was not compiled to count"),
        })
    }

    fn request(&self, realtime: SystemTime) -> InvokeRequest<'_> {
        InvokeRequest {
            function: &self.function,
            input: &self.input,
            limits: self.limits,
            deadline: None,
            realtime,
        }
    }
}

/// Whole microseconds.
pub fn duration_us(invocation: &Invocation) -> u64 {
    u64::try_from(invocation.duration.as_micros()).unwrap_or(u64::MAX)
}

/// Calls a module once. Ends with 1 when the call failed.
///
/// # Errors
/// When the module or the action is not what it has to be.
pub fn run(command: RunCommand, output: &Output) -> Result<ExitCode, CliError> {
    let ready = command.call.ready()?;
    let invocation = ready.call();
    let cost = (command.cost && invocation.result.is_ok())
        .then(|| ready.cost(&command.call.module.module))
        .transpose()?;
    let duration_us = duration_us(&invocation);
    let details = failure_details(&invocation, &ready.input, ready.limits);
    let Invocation {
        result,
        memory_used_bytes,
        stdout,
        stderr,
        backtrace,
        ..
    } = invocation;
    match result {
        Ok(answer) => {
            #[allow(clippy::cast_precision_loss, reason = "milliseconds with a fraction")]
            let duration_ms = duration_us as f64 / 1_000.0;
            let response = TestPluginResponse {
                verdict: answer.verdict,
                message: answer.message,
                metadata: answer.metadata,
                duration_us,
                duration_ms,
                memory_used_bytes,
                stdout,
                stderr,
                cost,
            };
            output.print(&response, show::answer)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => {
            let report = json!({
                "error": failure.message,
                "kind": failure.kind,
                "duration_us": duration_us,
                "details": details,
            });
            output.print(&report, |_| {
                let mut text = format!(
                    "failed ({}): {}\nafter {} with {} of memory and an input of {}\n",
                    failure.kind.as_str(),
                    printable(&failure.message),
                    microseconds(duration_us),
                    bytes(memory_used_bytes),
                    bytes(ready.input.len() as u64)
                );
                for function in &backtrace {
                    text += &format!("  in {}\n", printable(function));
                }
                for (name, printed) in [("standard output", &stdout), ("standard error", &stderr)] {
                    if !printed.is_empty() {
                        text += &format!("{name}:\n{}\n", printable(printed.trim_end()));
                    }
                }
                text
            })?;
            Ok(ExitCode::from(NO))
        }
    }
}
