//! The vocabulary of the gateway: what an action, a plugin, a verdict and a trace are.
//!
//! Shared by the server, the browser and the clients, so it builds for `wasm32` and depends on
//! serde alone. Nothing here does I/O, reads a clock or decides anything.

mod action;
mod limits;
mod name;
mod outcome;
mod plugin;
mod rule;
mod text;
mod trace;

pub use action::Action;
pub use limits::{LimitsError, MEMORY_LIMIT_BYTES, PluginLimits, TIMEOUT_MS, consts};
pub use name::{NameError, PluginName};
pub use outcome::Outcome;
pub use plugin::{
    FailureDetails, InvocationOrigin, PluginCall, PluginFailure, PluginFailureKind, PluginOutput,
    SnapshotMode,
};
pub use rule::{OnError, RuleAction, RuleSource, VerdictKind};
pub use text::SharedText;
pub use trace::{
    ConditionPart, ConditionParts, EvaluationTime, PartOutcome, PartPlace, PartValue, PartsContent,
    PartsSpan, PartsWriter, RuleResult, SkipReason, TraceEntry, WasmDetails,
};
