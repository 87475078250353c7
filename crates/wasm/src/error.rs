use std::path::PathBuf;

use acteon_core::PluginFailure;
use acteon_inspect::{InspectError, Refusal};
use thiserror::Error;

use crate::Snapshot;

/// The host could not be set up.
#[derive(Debug, Error)]
pub enum HostError {
    /// Wasmtime refused its settings.
    #[error("the plugin engine cannot run on this machine: {0}")]
    Engine(String),
    /// `max_instances` is 0.
    #[error("`max_instances` is 0; it must be at least 1")]
    NoInstances,
    /// The thread that interrupts plugins could not be started.
    #[error("the thread that ends plugins at their time limit cannot be started: {0}")]
    Ticker(std::io::Error),
    /// The directory for compiled code cannot be used.
    #[error("the directory for compiled plugins `{}` cannot be used: {error}", .directory.display())]
    Cache {
        /// The directory.
        directory: PathBuf,
        /// What the operating system says.
        error: std::io::Error,
    },
}

/// A module cannot run as a plugin. The messages start with `compilation error: ` (specification,
/// "Troubleshooting").
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CompilationError {
    /// The bytes are not a module.
    #[error("compilation error: {0}")]
    NotAModule(#[from] InspectError),
    /// The module asks for what a plugin does not get. Never empty.
    #[error("compilation error: {}", list(.0))]
    Refused(Vec<Refusal>),
    /// The compiler refused it.
    #[error("compilation error: {message}")]
    Compiler {
        /// What the compiler says, in one line.
        message: String,
    },
    /// The registration asks for a snapshot, and none can be taken.
    #[error(
        "compilation error: `snapshot` is `always`, but {0}; register it with `auto` or `never`"
    )]
    NoSnapshot(Snapshot),
    /// A fresh instance could not be initialised within the limits.
    #[error("compilation error: {stage} failed: {failure}")]
    Trial {
        /// What was running, for example "the export `_initialize`".
        stage: &'static str,
        /// What went wrong. Its kind tells whether it was the module (`timeout`,
        /// `memory_exceeded`, `trap`) or the host had no room (`saturated`: try again).
        failure: PluginFailure,
    },
}

/// Refusals in one line; after the tenth only their number.
fn list(refusals: &[Refusal]) -> String {
    const MAX_SHOWN: usize = 10;
    let mut lines: Vec<String> = refusals
        .iter()
        .take(MAX_SHOWN)
        .map(ToString::to_string)
        .collect();
    if refusals.len() > MAX_SHOWN {
        lines.push(format!("and {} more", refusals.len() - MAX_SHOWN));
    }
    lines.join("; ")
}
