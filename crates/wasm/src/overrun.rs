//! Noticing, while it runs, that a call uses much of the processor.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// What happens when a call has used more of the processor than expected. The call goes on.
#[derive(Clone)]
pub struct Overrun {
    /// Processor time, not wall-clock time: a busy machine makes no call look slow.
    pub after: Duration,
    /// Called once for a call, on its thread, at most some milliseconds late. Must be quick.
    pub tell: Arc<dyn Fn() + Send + Sync>,
}

impl fmt::Debug for Overrun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overrun")
            .field("after", &self.after)
            .finish_non_exhaustive()
    }
}

/// Measures one call.
pub(crate) struct Meter {
    overrun: Option<Overrun>,
    started: Instant,
    /// Processor time of the thread when the call began.
    used_before: Duration,
    overran: bool,
}

impl Meter {
    /// Measures what this thread does from now on.
    pub(crate) fn start(overrun: Option<&Overrun>, started: Instant) -> Self {
        Self {
            used_before: overrun.map_or(Duration::ZERO, |_| thread_time()),
            overrun: overrun.cloned(),
            started,
            overran: false,
        }
    }

    /// Whether the call has used too much by now; the first time it has, says so.
    pub(crate) fn look(&mut self) -> bool {
        let Some(overrun) = &self.overrun else {
            return false;
        };
        // No thread computes for longer than time passes, and asking for its time is a system call.
        if self.overran || self.started.elapsed() < overrun.after {
            return self.overran;
        }
        if thread_time().saturating_sub(self.used_before) >= overrun.after {
            self.overran = true;
            (overrun.tell)();
        }
        self.overran
    }
}

/// Processor time that this thread has used.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or(0);
    Duration::new(seconds, nanoseconds)
}
