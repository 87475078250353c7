//! What was counted in a stretch of time.

use acteon_api_types::{LatencyFigures, OriginCounts, VerdictCounts};
use acteon_core::{InvocationOrigin, VerdictKind};
use hdrhistogram::Histogram;

/// Longest duration that is told apart, in microseconds: the longest timeout, and room.
const MAX_DURATION_US: u64 = 60_000_000;
/// Digits of a duration that are told apart.
const DIGITS: u8 = 2;

/// What was counted. Takes no room for durations before the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) by_origin: OriginCounts,
    pub(super) errors: u64,
    pub(super) verdicts: VerdictCounts,
    /// In microseconds; grows with the longest one, to at most 10 KiB.
    durations: Option<Histogram<u32>>,
}

impl Counts {
    pub(super) fn is_empty(&self) -> bool {
        self.by_origin.total() == 0 && self.verdicts.total() == 0
    }

    pub(super) fn invoked(&mut self, origin: InvocationOrigin, failed: bool, duration_us: u64) {
        match origin {
            InvocationOrigin::Dispatch => self.by_origin.dispatch += 1,
            InvocationOrigin::Playground => self.by_origin.playground += 1,
            InvocationOrigin::Test => self.by_origin.test += 1,
        }
        self.errors += u64::from(failed);
        if let Some(durations) = self.durations() {
            // Within what a histogram that grows can hold, so it cannot be refused.
            let _ = durations.record(duration_us.clamp(1, MAX_DURATION_US));
        }
    }

    pub(super) fn dispatched(&mut self, verdict: VerdictKind) {
        let counts = &mut self.verdicts;
        let count = match verdict {
            VerdictKind::Allow => &mut counts.allow,
            VerdictKind::Deny => &mut counts.deny,
            VerdictKind::Suppress => &mut counts.suppress,
            VerdictKind::Deduplicate => &mut counts.deduplicate,
            VerdictKind::Throttle => &mut counts.throttle,
            VerdictKind::Reroute => &mut counts.reroute,
            VerdictKind::Modify => &mut counts.modify,
            VerdictKind::Error => &mut counts.error,
        };
        *count += 1;
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.by_origin.dispatch += other.by_origin.dispatch;
        self.by_origin.playground += other.by_origin.playground;
        self.by_origin.test += other.by_origin.test;
        self.errors += other.errors;
        let (all, more) = (&mut self.verdicts, &other.verdicts);
        all.allow += more.allow;
        all.deny += more.deny;
        all.suppress += more.suppress;
        all.deduplicate += more.deduplicate;
        all.throttle += more.throttle;
        all.reroute += more.reroute;
        all.modify += more.modify;
        all.error += more.error;
        if let Some(more) = &other.durations
            && let Some(durations) = self.durations()
        {
            // Both grow and are bounded alike, so it cannot be refused.
            let _ = durations.add(more);
        }
    }

    /// The durations as figures; none when there are none.
    pub(super) fn latency(&self) -> Option<LatencyFigures> {
        let durations = self.durations.as_ref().filter(|all| !all.is_empty())?;
        Some(LatencyFigures {
            count: durations.len(),
            p50_us: durations.value_at_quantile(0.50),
            p95_us: durations.value_at_quantile(0.95),
            p99_us: durations.value_at_quantile(0.99),
            max_us: durations.max(),
        })
    }

    fn durations(&mut self) -> Option<&mut Histogram<u32>> {
        if self.durations.is_none() {
            self.durations = Histogram::new(DIGITS).ok();
        }
        self.durations.as_mut()
    }
}
