//! Everything a use case can answer instead of its result.

use acteon_api_types::RuleFileError;
use acteon_core::{FailureDetails, LimitsError, NameError, Outcome, PluginFailure};

use crate::rules::place;

/// Why a use case failed. The server maps each variant to one status, exhaustively.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// A field of the request is malformed, missing or out of range.
    #[error("{0}")]
    InvalidRequest(String),
    /// The module was refused. Starts with `compilation error: `.
    #[error("{0}")]
    ModuleRefused(String),
    /// The module is larger than `max_module_bytes`.
    #[error(
        "the module has {size} bytes; at most {limit} are accepted (`[wasm] max_module_bytes`)"
    )]
    ModuleTooLarge {
        /// Size of the upload in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// No such plugin.
    #[error("plugin not found")]
    PluginNotFound,
    /// No such revision of the plugin, or its module is no longer kept.
    #[error("revision {revision} of `{name}` {reason}")]
    RevisionNotFound {
        /// The plugin.
        name: String,
        /// The revision asked for.
        revision: u64,
        /// Why it cannot be restored.
        reason: &'static str,
    },
    /// No such rule.
    #[error("rule not found: {0}")]
    RuleNotFound(String),
    /// No such revision of the rule set, or its files are no longer kept.
    #[error("rule set {revision} {reason}")]
    RuleSetNotFound {
        /// The revision asked for.
        revision: u64,
        /// Why there is none.
        reason: &'static str,
    },
    /// The name is taken by an upload.
    #[error("plugin `{0}` is already registered; replace it with PUT or delete it first")]
    AlreadyRegistered(String),
    /// The registry holds as many plugins as it may.
    #[error("{limit} plugins are registered, which is the most there may be; delete one first")]
    RegistryFull {
        /// The limit.
        limit: usize,
    },
    /// `If-Match` names another revision than the present one.
    #[error(
        "`{name}` is at revision {current}, not {expected}; read it again and repeat the change"
    )]
    RevisionMismatch {
        /// The plugin.
        name: String,
        /// The revision the request expected.
        expected: u64,
        /// The revision it is at.
        current: u64,
    },
    /// A test invocation failed.
    #[error("{}", .failure.message)]
    Invocation {
        /// What went wrong.
        failure: PluginFailure,
        /// What else is known about it.
        details: Box<FailureDetails>,
    },
    /// `[wasm] enabled = false`.
    #[error("the plugin runtime is switched off; set [wasm] enabled = true and restart the server")]
    WasmDisabled,
    /// The caller's role or scope does not allow it.
    #[error("{0}")]
    Forbidden(String),
    /// No good rule set has loaded since the start.
    #[error("no rules are loaded: {0}")]
    RulesNotReady(String),
    /// More work is waiting than the bounded queue holds.
    #[error("the server is saturated; try again in {retry_after_seconds} s")]
    Saturated {
        /// When to try again, in seconds.
        retry_after_seconds: u64,
    },
    /// The plugins are still being loaded after a start.
    #[error("the plugins are still being loaded; try again in {retry_after_seconds} s")]
    PluginsLoading {
        /// When to try again, in seconds.
        retry_after_seconds: u64,
    },
    /// A rule file does not load; the former rules stay in force.
    #[error("{}", summary(.problems))]
    RulesRefused {
        /// The folder that was read, as configured.
        directory: Option<String>,
        /// Rules still in force.
        loaded: usize,
        /// What is wrong, with file, line and field.
        problems: Vec<RuleFileError>,
    },
    /// The `rules` of an evaluation do not load.
    #[error("{}", summary(.problems))]
    DraftRefused {
        /// What is wrong, with line and field.
        problems: Vec<RuleFileError>,
    },
    /// The store cannot record a change (a full disk, for example) or cannot be read.
    #[error("the store cannot be used now: {0}")]
    StoreUnavailable(String),
    /// A rule failed, so nothing is done about the action.
    #[error("{}", .0.message)]
    RuleFailed(Box<RuleFailed>),
    /// No such audit record that the caller may see.
    #[error("no audit record of action `{0}`")]
    RecordNotFound(String),
    /// An action was handed to a provider and its record could not be written afterwards.
    #[error(
        "the action was handed to its provider (outcome `{}`), but its audit record cannot be \
         written now: {reason}; do not send it again: the server goes on trying, and closes the \
         record as `unknown` if it is stopped before", .outcome.as_str()
    )]
    RecordDelayed {
        /// Id of the action.
        action_id: String,
        /// What became of the action.
        outcome: Outcome,
        /// Why the record cannot be written.
        reason: String,
    },
    /// A defect of the server; the cause is in its log.
    #[error("internal error; the server's log has the details under this request's id")]
    Internal(String),
}

/// A rule that failed while an action was dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFailed {
    /// Id of the action.
    pub action_id: String,
    /// The rule and what went wrong.
    pub message: String,
    /// Whether the same action may be decided when it is sent again.
    pub retryable: bool,
}

fn summary(problems: &[RuleFileError]) -> String {
    match problems {
        [] => "the rules could not be loaded".to_owned(),
        [one] => place(one),
        [first, rest @ ..] => format!("{} (and {} more)", place(first), rest.len()),
    }
}

impl From<LimitsError> for GatewayError {
    fn from(error: LimitsError) -> Self {
        Self::InvalidRequest(error.to_string())
    }
}

impl From<NameError> for GatewayError {
    fn from(error: NameError) -> Self {
        Self::InvalidRequest(error.to_string())
    }
}
