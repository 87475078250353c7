//! Why a part of a condition has no value.

use acteon_core::PluginFailureKind;

use crate::ErrorKind;
use crate::bounds;
use crate::value::Type;

/// A failure. Kept small, and turned into text only where someone reads it: a failure that another
/// part makes irrelevant costs nothing. It holds types and places, never values of the action.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    #[error("`{field}` is a field of {}, which has none; check with `has()` first", found.describe())]
    NoFields { field: String, found: Type },
    #[error("{} cannot be indexed with {}", of.describe(), index.describe())]
    NoIndex { of: Type, index: Type },
    #[error("index {index} is out of range for a list of {length}")]
    OutOfRange { index: i64, length: usize },
    #[error("`{operator}` is not defined for {} and {}", left.describe(), right.describe())]
    Operands {
        operator: &'static str,
        left: Type,
        right: Type,
    },
    #[error("`{operator}` needs a boolean, not {}", found.describe())]
    NotBoolean { operator: &'static str, found: Type },
    #[error("`{function}` is not defined for {}", found.describe())]
    Argument { function: &'static str, found: Type },
    #[error("`{function}` cannot convert this {}", from.describe())]
    Conversion { function: &'static str, from: Type },
    #[error("the result of `{operator}` is out of range")]
    Overflow { operator: &'static str },
    #[error("division by zero")]
    DivisionByZero,
    #[error("{} cannot be a key of a map", found.describe())]
    Key { found: Type },
    #[error("a key stands twice in a map")]
    RepeatedKey,
    #[error("the time zone is unknown; use an IANA name such as `Europe/Paris`")]
    TimeZone,
    #[error("the key is {}; it must be a string or a number", found.describe())]
    StateKey { found: Type },
    #[error(
        "the condition needs more than {} steps; loop over fewer elements",
        bounds::STEPS
    )]
    Steps,
    #[error(
        "the condition builds more than {} bytes of texts and lists; build less",
        bounds::BUILT_BYTES
    )]
    Built,
    #[error(
        "the condition calls plugins more than {} times; do not call them in a loop",
        bounds::PLUGIN_CALLS
    )]
    PluginCalls,
    #[error(
        "the decision needs more than {} steps, all rules together; use fewer rules or smaller \
         texts and lists",
        bounds::STEPS_OF_A_DECISION
    )]
    StepsOfDecision,
    #[error("the decision ran out of time")]
    Deadline,
    /// The plugin call with this number failed; its own message says how.
    #[error("the plugin gave no answer ({})", kind.as_str())]
    Plugin {
        call: usize,
        kind: PluginFailureKind,
    },
}

impl Fault {
    /// Whether it ends the evaluation of the condition whatever the other parts say.
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Steps | Self::Built | Self::PluginCalls | Self::StepsOfDecision | Self::Deadline
        )
    }

    /// Whether it ends the decision whatever the rule's `on_error` says: what ran out is the
    /// decision's, so the rules that follow could not be evaluated either.
    pub const fn ends_decision(&self) -> bool {
        matches!(self, Self::StepsOfDecision | Self::Deadline)
    }

    /// The kind.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::NoFields { .. }
            | Self::NoIndex { .. }
            | Self::Operands { .. }
            | Self::NotBoolean { .. }
            | Self::Argument { .. }
            | Self::Key { .. }
            | Self::StateKey { .. } => ErrorKind::Type,
            Self::OutOfRange { .. }
            | Self::Conversion { .. }
            | Self::Overflow { .. }
            | Self::DivisionByZero
            | Self::RepeatedKey
            | Self::TimeZone => ErrorKind::Value,
            Self::Steps | Self::Built | Self::PluginCalls | Self::StepsOfDecision => {
                ErrorKind::Bound
            }
            Self::Deadline => ErrorKind::Deadline,
            Self::Plugin { kind, .. } => ErrorKind::Plugin(*kind),
        }
    }
}
