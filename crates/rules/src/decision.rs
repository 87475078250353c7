//! What is asked of the engine, and what it answers.

use std::collections::BTreeSet;
use std::time::Instant;

use acteon_core::{Action, EvaluationTime, PluginCall, PluginFailureKind, TraceEntry, VerdictKind};
use jiff::Timestamp;
use serde_json::Value;

use crate::{PluginInvoker, StateSnapshot};

/// What is kept of how a decision came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trace {
    /// Nothing.
    #[default]
    Off,
    /// The rule that decided: fill [`Decision::explanation`].
    Deciding,
    /// Every rule: fill [`Decision::trace`], and [`Decision::explanation`] as well.
    Full,
}

/// How an evaluation differs from what dispatch does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Evaluate rules that are switched off, too.
    pub include_disabled: bool,
    /// Go on after the first match. The verdict is still that of the first match.
    pub evaluate_all: bool,
    /// What to keep of how the decision came about.
    pub trace: Trace,
}

/// One action to decide about.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The action.
    pub action: &'a Action,
    /// The instant that `time` shows.
    pub instant: Timestamp,
    /// Calls plugins with this action.
    pub plugins: &'a dyn PluginInvoker,
    /// What is known under [`RuleSet::state_keys`](crate::RuleSet::state_keys).
    pub state: &'a StateSnapshot,
    /// When the decision as a whole has to be made; past it, it is an error of kind
    /// [`ErrorKind::Deadline`].
    pub deadline: Option<Instant>,
    /// What to do beyond deciding.
    pub options: Options,
}

/// Why a condition failed. Stable names on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// An operator or function met a value it is not made for.
    Type,
    /// A value of the right type that cannot be used: an index out of range, a division by zero, an
    /// overflow, a text that is not a number.
    Value,
    /// The condition used up its steps, its memory or its plugin calls, or the decision as a whole
    /// its steps.
    Bound,
    /// The decision as a whole ran out of time.
    Deadline,
    /// A plugin gave no answer.
    Plugin(PluginFailureKind),
}

impl ErrorKind {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type_error",
            Self::Value => "value_error",
            Self::Bound => "bound_exceeded",
            Self::Deadline => "deadline",
            Self::Plugin(kind) => kind.as_str(),
        }
    }
}

/// The failure that ended a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// The rule that failed: an index into [`RuleSet::rules`](crate::RuleSet::rules).
    pub rule: usize,
    /// What went wrong.
    pub message: String,
    /// The kind of failure.
    pub kind: ErrorKind,
}

/// A plugin call that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct CallMade {
    /// The rule that made it: an index into [`RuleSet::rules`](crate::RuleSet::rules).
    pub rule: usize,
    /// Name of the plugin.
    pub plugin: String,
    /// The function that was called.
    pub function: String,
    /// The answer.
    pub call: PluginCall,
    /// Whether this is the call that settled what became of its rule.
    pub deciding: bool,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The kind of the first matching rule's action; `Error` when a rule failed before, `Allow`
    /// when none matched.
    pub verdict: VerdictKind,
    /// The first matching rule: an index into [`RuleSet::rules`](crate::RuleSet::rules).
    pub matched: Option<usize>,
    /// The failure that made the verdict `Error`.
    pub error: Option<RuleError>,
    /// Whether any rule failed, whatever its `on_error` made of it.
    pub has_errors: bool,
    /// Rules evaluated: failed ones included, and those whose requirement the action did not meet.
    pub evaluated: usize,
    /// Rules not looked at.
    pub skipped: usize,
    /// Every rule in order, and a last entry when none matched; empty unless [`Options::trace`] is
    /// [`Trace::Full`].
    pub trace: Vec<TraceEntry>,
    /// The rule that decided, matching or failing, unless [`Options::trace`] is [`Trace::Off`]; none
    /// when no rule did. At most 64 KiB of memory beside the rule's own texts and changes: parts and
    /// answers of plugins are left out or cut where there is no room, and the modified payload is
    /// only in [`Decision::modified_payload`]. With [`Trace::Deciding`] there are no parts when the
    /// decision ran out of time or steps.
    pub explanation: Option<TraceEntry>,
    /// The payload after the merge patch, when the verdict is `Modify`.
    pub modified_payload: Option<Value>,
    /// The time in the zone that rules use unless they name another.
    pub time: EvaluationTime,
    /// The keys of state, of both kinds, that the evaluation looked up.
    pub state_keys_read: BTreeSet<String>,
    /// The plugin calls, in the order they were made.
    pub calls: Vec<CallMade>,
}
