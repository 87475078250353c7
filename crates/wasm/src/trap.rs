//! Why a call ended without an answer, in words for the plugin's author.

use std::fmt;

use acteon_core::{PluginFailure, PluginFailureKind};
use acteon_inspect::shown;
use wasmtime::{Error, PoolConcurrencyLimitError, Trap, WasmBacktrace};

use crate::guest::Guest;

mod name;

/// What was running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Creating the instance, its start section included.
    Instantiate,
    /// The export `_initialize`.
    Initialize,
    /// The export `_start`.
    Start,
    /// Placing the input and calling the function.
    Call,
}

impl Stage {
    /// The subject of "... failed".
    pub(crate) const fn subject(self, has_start_section: bool) -> &'static str {
        match self {
            Self::Instantiate if has_start_section => "instantiation with its start function",
            Self::Instantiate => "instantiation",
            Self::Initialize => "the export `_initialize`",
            Self::Start => "the export `_start`",
            Self::Call => "the call",
        }
    }
}

/// The plugin called `proc_exit`.
#[derive(Debug)]
pub(crate) struct Exit(pub(crate) i32);

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it called `proc_exit({})`", self.0)
    }
}

impl std::error::Error for Exit {}

/// The host ended the plugin; the text completes "plugin trapped: ".
#[derive(Debug)]
pub(crate) struct Ended(pub(crate) String);

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Ended {}

/// The deadline passed within a host function.
#[derive(Debug)]
pub(crate) struct OutOfTime;

impl fmt::Display for OutOfTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("out of time")
    }
}

impl std::error::Error for OutOfTime {}

/// Whether the error is `proc_exit(0)`: how the `_start` of a command ends when all is well.
pub(crate) fn is_success(error: &Error) -> bool {
    error.downcast_ref::<Exit>().is_some_and(|exit| exit.0 == 0)
}

/// The failure that a caller sees.
pub(crate) fn failure(guest: &mut Guest, stage: Stage, error: &Error) -> PluginFailure {
    guest.backtrace = backtrace(error);
    let trap = error.downcast_ref::<Trap>();
    if matches!(trap, Some(Trap::Interrupt)) || error.is::<OutOfTime>() {
        return guest.deadline.failure();
    }
    if error.is::<PoolConcurrencyLimitError>() {
        return saturated();
    }
    let what = if let Some(trap) = trap {
        describe(*trap)
    } else if let Some(exit) = error.downcast_ref::<Exit>() {
        exit.to_string()
    } else if let Some(ended) = error.downcast_ref::<Ended>() {
        ended.to_string()
    } else if error.is::<wasmtime::ThrownException>() {
        "an exception was not caught".to_owned()
    } else if stage == Stage::Instantiate {
        // Sizes are checked when a module is prepared: what is left is memory that the machine
        // does not have.
        format!("no instance could be made: {error}")
    } else {
        format!("{error}")
    };
    let place = place(&guest.backtrace).map_or_else(String::new, |name| format!(" in `{name}`"));
    let failure = PluginFailure::new(
        PluginFailureKind::Trap,
        format!("plugin trapped: {what}{place}"),
    );
    blame_memory(guest, failure)
}

/// A plugin that was refused memory and then failed, failed for want of memory: it saw nothing
/// but a failed growth, and mostly ends by `unreachable`.
pub(crate) fn blame_memory(guest: &Guest, failure: PluginFailure) -> PluginFailure {
    if !guest.limiter.has_refused() {
        return failure;
    }
    PluginFailure::new(
        PluginFailureKind::MemoryExceeded,
        format!(
            "plugin exceeded memory limit of {} bytes",
            guest.limiter.limit()
        ),
    )
}

/// All instances are in use.
pub(crate) fn saturated() -> PluginFailure {
    PluginFailure::new(
        PluginFailureKind::Saturated,
        "too many plugin calls at once; try again",
    )
}

fn describe(trap: Trap) -> String {
    match trap {
        Trap::UnreachableCodeReached => {
            "`unreachable` was executed (a panic or an abort)".to_owned()
        }
        Trap::StackOverflow => "the call stack is exhausted (endless recursion?)".to_owned(),
        Trap::MemoryOutOfBounds => "memory was accessed out of bounds".to_owned(),
        Trap::TableOutOfBounds => "a table was accessed out of bounds".to_owned(),
        Trap::IndirectCallToNull => "a null function pointer was called".to_owned(),
        Trap::BadSignature => "a function pointer was called with another type".to_owned(),
        Trap::IntegerOverflow => "an integer overflowed".to_owned(),
        Trap::IntegerDivisionByZero => "an integer was divided by zero".to_owned(),
        Trap::BadConversionToInteger => "a float does not fit an integer".to_owned(),
        Trap::NullReference => "a null reference was used".to_owned(),
        Trap::ArrayOutOfBounds => "an array was accessed out of bounds".to_owned(),
        Trap::AllocationTooLarge => "an allocation was too large".to_owned(),
        Trap::CastFailure => "a reference was cast to another type".to_owned(),
        other => other.to_string(),
    }
}

/// Frames of the stack that are looked at for a name.
const MAX_FRAMES: usize = 16;

/// Names of the functions that were running, innermost first, as the name section knows them.
fn backtrace(error: &Error) -> Vec<String> {
    let frames = error.downcast_ref::<WasmBacktrace>();
    frames
        .into_iter()
        .flat_map(WasmBacktrace::frames)
        .take(MAX_FRAMES)
        .map(|frame| {
            let name = frame.func_name().and_then(name::demangled);
            name.map_or_else(
                || format!("function {}", frame.func_index()),
                |name| shown(&name),
            )
        })
        .collect()
}

/// Name of the function that failed: the innermost that is the author's own, if the name section
/// knows one.
fn place(backtrace: &[String]) -> Option<&str> {
    let is_named = |name: &&String| !name.starts_with("function ");
    let mut names = backtrace.iter().filter(is_named);
    let innermost = names.next()?;
    if !is_plumbing(innermost) {
        return Some(innermost);
    }
    let own = names.find(|name| !is_plumbing(name));
    Some(own.unwrap_or(innermost))
}

/// Functions through which languages end a program that has failed.
fn is_plumbing(name: &str) -> bool {
    const PREFIXES: [&str; 10] = [
        "std::", "core::", "alloc::", "__rust", "rust_", "runtime.", "~lib/", "abort", "__assert",
        "<std::",
    ];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || name.contains("panick")
}
