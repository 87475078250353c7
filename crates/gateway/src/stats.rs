//! What happened in the last day, in memory: invocations of plugins and verdicts of dispatches.
//!
//! What happens is counted in one of several shards, so that threads seldom wait for each other. A
//! shard holds the counts of one slot of time; when that is over they go into the [`Archive`], which
//! keeps them at several resolutions, each for as long as a window of it is.

mod archive;
mod counts;
mod window;

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use acteon_api_types::{PluginCounts, Stats};
use acteon_core::{InvocationOrigin, VerdictKind};
use jiff::Timestamp;

use self::archive::{Archive, SLOT_SECONDS};
use self::counts::Counts;
pub use self::window::StatsWindow;
use crate::auth::{Caller, Scope};
use crate::{Clock, Gateway};

/// Shards, unless there are fewer cores.
const MAX_SHARDS: usize = 16;

/// Counts what happens.
pub(crate) struct Recorder {
    clock: Arc<dyn Clock>,
    shards: Box<[Mutex<Shard>]>,
    archive: Mutex<Archive>,
}

#[derive(Default)]
struct Shard {
    /// Number of the slot that is counted.
    slot: i64,
    counts: Counts,
}

impl Recorder {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            clock,
            shards: (0..cores.min(MAX_SHARDS))
                .map(|_| Mutex::default())
                .collect(),
            archive: Mutex::default(),
        }
    }

    /// A plugin was invoked.
    pub(crate) fn invoked(&self, origin: InvocationOrigin, failed: bool, duration_us: u64) {
        self.count(|counts| counts.invoked(origin, failed, duration_us));
    }

    /// An action was dispatched.
    pub(crate) fn dispatched(&self, verdict: VerdictKind) {
        self.count(|counts| counts.dispatched(verdict));
    }

    fn count(&self, count: impl FnOnce(&mut Counts)) {
        let slot = slot(self.clock.now());
        let Some(shard) = self
            .shards
            .get(shard_of_thread() % self.shards.len().max(1))
        else {
            return;
        };
        let over = {
            let mut shard = lock(shard);
            let over = (shard.slot != slot).then(|| std::mem::take(&mut *shard));
            shard.slot = slot;
            count(&mut shard.counts);
            over
        };
        // Not while the shard is held: nobody ever holds both.
        if let Some(over) = over {
            self.keep(&over);
        }
    }

    fn keep(&self, over: &Shard) {
        if !over.counts.is_empty() {
            let mut archive = lock(&self.archive);
            // Read here, so that whoever was held up does not take the present for the future.
            let now = slot(self.clock.now());
            archive.add(now, over.slot, &over.counts);
        }
    }

    /// What happened in a window that ends now.
    fn read(&self, window: StatsWindow, plugins: PluginCounts, verdicts: bool) -> Stats {
        for shard in &self.shards {
            let over = std::mem::take(&mut *lock(shard));
            self.keep(&over);
        }
        // Copied, so that nobody waits for the figures to be made of it.
        let (now, buckets) = {
            let archive = lock(&self.archive);
            let now = self.clock.now();
            (now, archive.buckets(window, slot(now)))
        };
        window::stats(window, now, &buckets, plugins, verdicts)
    }
}

fn slot(now: Timestamp) -> i64 {
    now.as_second().div_euclid(SLOT_SECONDS)
}

/// The shard of this thread: each thread takes the next one when it first counts something.
fn shard_of_thread() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static SHARD: Cell<Option<usize>> = const { Cell::new(None) };
    }
    SHARD.get().unwrap_or_else(|| {
        let shard = NEXT.fetch_add(1, Ordering::Relaxed);
        SHARD.set(Some(shard));
        shard
    })
}

/// What a panic left behind is still a valid count.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gateway {
    /// Invocations of plugins and verdicts of dispatches in a window of time that ends now. Verdicts
    /// concern everybody, so that a caller who is held to namespaces or tenants does not see them.
    #[must_use]
    pub fn stats_within(&self, caller: &Caller, window: StatsWindow) -> Stats {
        let mut plugins = PluginCounts::default();
        for plugin in self.inner.registry.all() {
            plugins.registered += 1;
            plugins.failed += u64::from(plugin.load_error.is_some());
            plugins.enabled += u64::from(plugin.enabled && plugin.load_error.is_none());
        }
        let everywhere = *caller.scope() == Scope::default();
        (self.inner.metrics.recorder).read(window, plugins, everywhere)
    }
}

#[cfg(test)]
mod tests;
