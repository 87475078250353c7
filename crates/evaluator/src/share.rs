//! What one plugin takes of a pool, and what it may take.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use acteon_wasm::Overrun;

use crate::conduct::{Conduct, LONG_CALL, Standing};

/// What the decisions that may call a plugin are doing now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PluginUsage {
    /// Decisions that run.
    pub running: usize,
    /// Decisions that wait for a place.
    pub waiting: usize,
    /// Whether its calls have lately been long: its decisions then have few places, on threads of
    /// low priority.
    pub slow: bool,
}

/// One plugin in one pool.
#[derive(Debug)]
pub(crate) struct Share {
    /// Decisions that run in the quick lane, and in the slow one.
    pub(crate) quick: AtomicUsize,
    pub(crate) slow: AtomicUsize,
    pub(crate) waiting: AtomicUsize,
    conduct: Arc<SharedConduct>,
    overrun: Overrun,
}

#[derive(Debug, Default)]
struct SharedConduct {
    record: Mutex<Conduct>,
    /// What `record` says, for readers that must not wait.
    standing: AtomicU8,
}

impl SharedConduct {
    fn note(&self, call: impl FnOnce(&mut Conduct)) {
        // What a panic left behind is still a valid record.
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        call(&mut record);
        self.standing.store(record.standing() as u8, Relaxed);
    }
}

impl Default for Share {
    fn default() -> Self {
        let conduct = Arc::new(SharedConduct::default());
        let told = Arc::clone(&conduct);
        Self {
            quick: AtomicUsize::new(0),
            slow: AtomicUsize::new(0),
            waiting: AtomicUsize::new(0),
            conduct,
            overrun: Overrun {
                after: LONG_CALL,
                tell: Arc::new(move || told.note(Conduct::long_call)),
            },
        }
    }
}

impl Share {
    pub(crate) fn standing(&self) -> Standing {
        match self.conduct.standing.load(Relaxed) {
            standing if standing == Standing::Proven as u8 => Standing::Proven,
            standing if standing == Standing::Slow as u8 => Standing::Slow,
            _ => Standing::Unproven,
        }
    }

    /// What a call is watched with: it notes long calls while they run.
    pub(crate) fn overrun(&self) -> &Overrun {
        &self.overrun
    }

    /// Notes that a call has ended without having been long.
    pub(crate) fn quick_call(&self) {
        self.conduct.note(Conduct::quick_call);
    }

    pub(crate) fn usage(&self) -> PluginUsage {
        PluginUsage {
            running: self.quick.load(Relaxed) + self.slow.load(Relaxed),
            waiting: self.waiting.load(Relaxed),
            slow: self.standing() == Standing::Slow,
        }
    }
}
