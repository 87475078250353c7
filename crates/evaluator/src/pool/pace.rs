//! How long decisions without plugins have taken lately.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// What a decision may take on a worker thread whose other tasks wait meanwhile.
const BRIEF: Duration = Duration::from_micros(200);
/// After each decision, so much of what was remembered is forgotten: a long one is remembered for
/// about a thousand.
const FORGOTTEN: u64 = 256;

/// The longest duration of late, in nanoseconds, slowly forgotten.
#[derive(Debug, Default)]
pub(super) struct Pace(AtomicU64);

impl Pace {
    /// Whether the next decision may be expected to be brief.
    pub(super) fn is_brief(&self) -> bool {
        u128::from(self.0.load(Relaxed)) < BRIEF.as_nanos()
    }

    /// Runs a decision and notes how long it took.
    pub(super) fn measure<T>(&self, decide: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let decision = decide();
        self.note(began.elapsed());
        decision
    }

    fn note(&self, took: Duration) {
        let took = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
        // Two at once may forget one of them, which the next long one makes up for.
        let longest = self.0.load(Relaxed);
        let remembered = longest - longest.div_ceil(FORGOTTEN);
        self.0.store(remembered.max(took), Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_decision_is_remembered_for_a_while() {
        let pace = Pace::default();
        assert!(pace.is_brief());
        pace.note(Duration::from_millis(50));
        for _ in 0..1_000 {
            pace.note(Duration::from_micros(3));
            assert!(!pace.is_brief());
        }
        for _ in 0..1_000 {
            pace.note(Duration::from_micros(3));
        }
        assert!(pace.is_brief());
    }

    #[test]
    fn decisions_that_are_always_long_are_never_expected_to_be_brief() {
        let pace = Pace::default();
        for _ in 0..10_000 {
            pace.note(BRIEF);
            assert!(!pace.is_brief());
        }
    }
}
