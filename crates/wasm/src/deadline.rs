//! When a call must end, and what it is told then.

use std::time::{Duration, Instant};

use acteon_core::{PluginFailure, PluginFailureKind, PluginLimits};

/// The earlier of the plugin's own timeout and the end of the decision it belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Instant,
    reason: Reason,
}

#[derive(Clone, Copy, Debug)]
enum Reason {
    Timeout { ms: u32 },
    Decision,
}

impl Deadline {
    pub(crate) fn new(started: Instant, limits: PluginLimits, decision: Option<Instant>) -> Self {
        let ms = limits.timeout_ms();
        let timeout = started + Duration::from_millis(u64::from(ms));
        match decision {
            Some(at) if at < timeout => Self {
                at,
                reason: Reason::Decision,
            },
            _ => Self {
                at: timeout,
                reason: Reason::Timeout { ms },
            },
        }
    }

    pub(crate) fn has_passed(&self) -> bool {
        Instant::now() >= self.at
    }

    /// Fails once the deadline has passed.
    pub(crate) fn check(&self) -> Result<(), PluginFailure> {
        if self.has_passed() {
            Err(self.failure())
        } else {
            Ok(())
        }
    }

    /// What a call that was ended by this deadline answers.
    pub(crate) fn failure(&self) -> PluginFailure {
        match self.reason {
            Reason::Timeout { ms } => PluginFailure::new(
                PluginFailureKind::Timeout,
                format!("plugin timed out after {ms}ms"),
            ),
            Reason::Decision => PluginFailure::new(
                PluginFailureKind::Deadline,
                "the decision ran out of time before the plugin answered",
            ),
        }
    }
}
