//! Every input through the host, in every mode of starting.

use std::path::Path;
use std::time::SystemTime;

use acteon_benches::inputs::{self, Expected, Input};
use acteon_core::{PluginFailureKind, PluginLimits, PluginOutput, SnapshotMode};
use acteon_wasm::{CompilationError, Host, InvokeRequest, PreparedModule};
use anyhow::{Context as _, Result};
use serde::Serialize;
use serde_json::Value;

/// The default memory, and more time than any of these inputs needs: this is not about speed.
const MEMORY_BYTES: u64 = 16 * 1024 * 1024;
const TIMEOUT_MS: u64 = 10_000;

/// What became of the inputs.
#[derive(Default, Serialize)]
pub struct Tally {
    /// How many were answered rightly.
    pub right: usize,
    /// The ones that were answered with an error that may be: input, mode and kind.
    pub refused: Vec<String>,
    /// The ones that were not answered as they must be.
    pub wrong: Vec<String>,
}

pub fn limits() -> Result<PluginLimits> {
    Ok(PluginLimits::new(MEMORY_BYTES, TIMEOUT_MS)?)
}

/// How the host hands the input over.
pub fn placement(host: &Host, bytes: &[u8]) -> Result<String> {
    let module = host.prepare(bytes, limits()?, SnapshotMode::Never)?;
    let placement = serde_json::to_value(module.report().allocator)?;
    Ok(placement.as_str().unwrap_or_default().to_owned())
}

/// Sends every input in every mode that the module allows.
pub fn run(host: &Host, bytes: &[u8]) -> Result<Tally> {
    let mut tally = Tally::default();
    for mode in [SnapshotMode::Never, SnapshotMode::Always] {
        let module = match host.prepare(bytes, limits()?, mode) {
            Ok(module) => module,
            Err(CompilationError::NoSnapshot(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        if mode == SnapshotMode::Always && !module.snapshot().is_taken() {
            // The same as without.
            continue;
        }
        for input in inputs::all() {
            tally.add(host, &module, mode, &input)?;
        }
    }
    Ok(tally)
}

/// Sends the samples that document the plugin, and compares the whole answers.
pub fn samples(host: &Host, bytes: &[u8], folder: &Path, tally: &mut Tally) -> Result<()> {
    // The specification's sample in Rust has its samples beside its source, under another name.
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    let module = host.prepare(bytes, limits()?, SnapshotMode::Auto)?;
    for entry in entries {
        let path = entry?.path();
        let sample: Value = serde_json::from_slice(&std::fs::read(&path)?)
            .with_context(|| path.display().to_string())?;
        let input = serde_json::to_vec(&sample["input"])?;
        let invocation = host.invoke(
            &module,
            &InvokeRequest {
                function: sample["function"].as_str().unwrap_or("evaluate"),
                input: &input,
                limits: limits()?,
                deadline: None,
                realtime: SystemTime::now(),
            },
        );
        let expected = serde_json::from_value::<PluginOutput>(sample["output"].clone())?;
        match invocation.result {
            Ok(output) if output == expected => tally.right += 1,
            answer => tally.wrong.push(format!(
                "{}: expected {expected:?}, answered {answer:?}",
                path.display()
            )),
        }
    }
    Ok(())
}

impl Tally {
    fn add(
        &mut self,
        host: &Host,
        module: &PreparedModule,
        mode: SnapshotMode,
        input: &Input,
    ) -> Result<()> {
        let invocation = host.invoke(
            module,
            &InvokeRequest {
                function: "evaluate",
                input: &input.bytes,
                limits: limits()?,
                deadline: None,
                realtime: SystemTime::now(),
            },
        );
        let name = format!("{} (snapshot {})", input.name, mode.as_str());
        match (invocation.result, input.expected) {
            (Ok(output), Expected::Verdict(expected) | Expected::VerdictOrError(expected))
                if output.verdict == expected =>
            {
                self.right += 1
            }
            (Ok(output), Expected::ErrorOrFalse) if !output.verdict => self.right += 1,
            (Err(_), Expected::ErrorOrFalse) => self.right += 1,
            (Err(failure), Expected::VerdictOrError(_)) if is_typed(failure.kind) => {
                self.refused.push(format!(
                    "{name}: {}: {}",
                    failure.kind.as_str(),
                    failure.message
                ));
            }
            (answer, expected) => self.wrong.push(format!(
                "{name}: expected {expected:?}, answered {answer:?}"
            )),
        }
        Ok(())
    }
}

/// Whether the kind says that the plugin itself could not.
const fn is_typed(kind: PluginFailureKind) -> bool {
    matches!(
        kind,
        PluginFailureKind::Timeout
            | PluginFailureKind::MemoryExceeded
            | PluginFailureKind::InvalidOutput
            | PluginFailureKind::InputOverwritten
            | PluginFailureKind::Trap
    )
}
