//! What calling a plugin yields.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A plugin's answer (specification, "Output Format").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginOutput {
    /// `true`: the condition holds.
    pub verdict: bool,
    /// Explanation for people, shown in trace and audit.
    pub message: Option<String>,
    /// Structured data attached to the result.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub metadata: Option<Map<String, Value>>,
}

/// Why a plugin gave no answer. Stable names on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PluginFailureKind {
    /// The invocation used up its time.
    Timeout,
    /// The invocation asked for more memory than its limit.
    MemoryExceeded,
    /// What the plugin returned is not an object with a `verdict` boolean.
    InvalidOutput,
    /// The plugin's own allocator wrote over the input: its verdict cannot be trusted.
    InputOverwritten,
    /// The plugin trapped or ended itself.
    Trap,
    /// The plugin does not export the function with the signature `(i32, i32) -> i64`.
    FunctionNotFound,
    /// No plugin has this name.
    PluginNotFound,
    /// The plugin is registered but switched off.
    PluginDisabled,
    /// The plugin is listed, but its module could not be loaded.
    PluginFailed,
    /// The plugin runtime is switched off (`[wasm] enabled = false`).
    WasmDisabled,
    /// The decision as a whole ran out of time before or during this call.
    Deadline,
    /// The host had no room for a further instance.
    Saturated,
}

impl PluginFailureKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Timeout,
        Self::MemoryExceeded,
        Self::InvalidOutput,
        Self::InputOverwritten,
        Self::Trap,
        Self::FunctionNotFound,
        Self::PluginNotFound,
        Self::PluginDisabled,
        Self::PluginFailed,
        Self::WasmDisabled,
        Self::Deadline,
        Self::Saturated,
    ];

    /// The name on the wire and in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::MemoryExceeded => "memory_exceeded",
            Self::InvalidOutput => "invalid_output",
            Self::InputOverwritten => "input_overwritten",
            Self::Trap => "trap",
            Self::FunctionNotFound => "function_not_found",
            Self::PluginNotFound => "plugin_not_found",
            Self::PluginDisabled => "plugin_disabled",
            Self::PluginFailed => "plugin_failed",
            Self::WasmDisabled => "wasm_disabled",
            Self::Deadline => "deadline",
            Self::Saturated => "saturated",
        }
    }
}

/// A failed call: the kind for programs, the message for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginFailure {
    /// What went wrong.
    pub kind: PluginFailureKind,
    /// One sentence; holds no host path and no backtrace.
    pub message: String,
}

impl PluginFailure {
    /// A failure with its message.
    #[must_use]
    pub fn new(kind: PluginFailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }
}

impl fmt::Display for PluginFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PluginFailure {}

/// What is known about a call that failed beside its message, for the plugin's author.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FailureDetails {
    /// Names of the functions that were running, innermost first, as far as the module's name
    /// section knows them; at most 16. Empty when nothing was running.
    pub backtrace: Vec<String>,
    /// What the plugin printed to standard output, cut.
    pub stdout: String,
    /// What the plugin printed to standard error, cut. Panics leave their message here.
    pub stderr: String,
    /// Size of the input in bytes.
    pub input_bytes: u64,
    /// Peak of the instance's linear memory in bytes; 0 when no instance was made.
    pub memory_used_bytes: u64,
    /// The memory limit of the call in bytes.
    pub memory_limit_bytes: u64,
    /// The time limit of the call in milliseconds.
    pub timeout_ms: u32,
}

/// One call of a plugin, as the rule engine sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct PluginCall {
    /// The answer, or why there is none.
    pub result: Result<PluginOutput, PluginFailure>,
    /// Wall-clock time of the call in microseconds.
    pub duration_us: u64,
    /// Peak of the instance's linear memory in bytes; 0 when no instance was made.
    pub memory_used_bytes: u64,
    /// Revision of the plugin that answered; none when no plugin was found.
    pub revision: Option<u64>,
}

/// When a plugin is initialised once, at registration, and its calls start from the memory it then
/// has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SnapshotMode {
    /// If the module allows it, and its initialisation reads neither clock nor random numbers.
    #[default]
    Auto,
    /// Whatever its initialisation reads: that stays the same for all calls. A module that allows
    /// no snapshot is refused.
    Always,
    /// Never: each call initialises its own instance.
    Never,
}

impl SnapshotMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// The name on the wire, in files and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// The mode of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }
}

/// What caused an invocation. A label of metrics and counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvocationOrigin {
    /// A dispatched action.
    Dispatch,
    /// The rule playground.
    Playground,
    /// The test endpoint of the plugin.
    Test,
}

impl InvocationOrigin {
    /// Every origin, in the order of their discriminants.
    pub const ALL: [Self; 3] = [Self::Dispatch, Self::Playground, Self::Test];

    /// The name on the wire and in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Playground => "playground",
            Self::Test => "test",
        }
    }
}
