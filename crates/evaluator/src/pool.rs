//! The border between the asynchronous server and synchronous decisions.

mod pace;
mod queue;

use std::sync::Arc;
use std::time::Duration;

use acteon_core::InvocationOrigin;

use crate::PluginStats;
use crate::threads::Threads;
use pace::Pace;
use queue::{Entered, Lane, Limits, Place, Queue};

/// Niceness of the slow lane's threads: they get what the others leave.
const NICENESS: i32 = 19;

/// More work is waiting than the bounded queue holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("saturated: too many decisions are waiting for a place")]
pub struct Saturated;

/// How much work a decision may be expected to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A payload of some kilobytes, and rules that are in force. Without plugins it may run on the
    /// worker thread itself.
    Small,
    /// Anything else, such as rules that nobody has seen before.
    Large,
}

/// What a pool is doing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolUsage {
    /// Places taken.
    pub running: usize,
    /// Callers waiting for a place.
    pub waiting: usize,
}

/// A bounded number of places in which decisions run, with a bounded queue in front, and in both a
/// fair share for every plugin.
///
/// A decision runs where it is, on the worker thread, which first hands its other tasks to another
/// thread (`block_in_place`): cheaper than moving the decision, and nobody else is held up. Two
/// kinds of decisions go elsewhere:
/// - without plugins, small, and brief of late: on the worker thread itself, without a place;
/// - one that may call a plugin whose calls have lately been long: in the slow lane, on threads of
///   low priority and with few places, so that such a plugin leaves the processor to the others.
///
/// Needs a multi-threaded tokio runtime.
#[derive(Debug)]
pub struct Pool {
    queue: Arc<Queue>,
    slow_lane: Threads,
    pace: Pace,
    max_wait: Duration,
}

impl Pool {
    /// A pool of `size` places for decisions of one origin, where at most `max_waiting` callers
    /// wait at most `max_wait`. One pool for each origin: plugins have a share for each.
    ///
    /// # Errors
    /// When the operating system refuses what the slow lane's threads need.
    pub fn new(
        origin: InvocationOrigin,
        size: usize,
        max_waiting: usize,
        max_wait: Duration,
    ) -> std::io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let limits = Limits::new(size, max_waiting, cores);
        let name = format!("acteon-slow-{}", origin.as_str());
        Ok(Self {
            queue: Queue::new(origin, limits),
            slow_lane: Threads::new(&name, limits.slow, NICENESS)?,
            pace: Pace::default(),
            max_wait,
        })
    }

    /// Runs a decision that may call `plugins`, each named once.
    ///
    /// # Errors
    /// [`Saturated`] at once when the queue, or the plugins' share of it, is full, and later when
    /// no place became free in time.
    pub async fn run<T: Send + 'static>(
        &self,
        plugins: &[Arc<PluginStats>],
        work: Work,
        decide: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Saturated> {
        let bare = plugins.is_empty();
        if bare && work == Work::Small && self.pace.is_brief() {
            return Ok(self.pace.measure(decide));
        }
        let place = match self.queue.enter(plugins)? {
            Entered::Admitted(place) => place,
            Entered::Waiting(ticket) => ticket.place(self.max_wait).await?,
        };
        match place.lane() {
            Lane::Quick => Ok(tokio::task::block_in_place(|| {
                let _place = place;
                if bare {
                    self.pace.measure(decide)
                } else {
                    decide()
                }
            })),
            Lane::Slow => self.run_slow(place, decide).await,
        }
    }

    async fn run_slow<T: Send + 'static>(
        &self,
        place: Place,
        decide: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Saturated> {
        let working = self.slow_lane.spawn(move || {
            let _place = place;
            decide()
        });
        match working.ok_or(Saturated)?.await {
            Ok(decision) => Ok(decision),
            // A panic goes on where it would have been in the quick lane.
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Saturated),
            },
        }
    }

    /// Decisions that may run at the same time.
    #[must_use]
    pub fn places(&self) -> usize {
        let limits = self.queue.limits();
        limits.quick.saturating_add(limits.slow)
    }

    /// What the pool is doing now.
    #[must_use]
    pub fn usage(&self) -> PoolUsage {
        self.queue.usage()
    }
}

impl Limits {
    fn new(size: usize, max_waiting: usize, cores: usize) -> Self {
        Self {
            quick: size,
            slow: (size / 2).max(1),
            share: (size - size / 4).max(1),
            small_share: (cores / 2).clamp(1, size.max(1)),
            waiting: max_waiting,
            waiting_share: max_waiting.div_ceil(4),
            waiting_slow: max_waiting.div_ceil(2),
        }
    }
}

#[cfg(test)]
mod tests;
