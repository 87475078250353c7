//! What is counted about a plugin's invocations.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use acteon_core::{InvocationOrigin, consts};
use hdrhistogram::Histogram;
use jiff::Timestamp;
use tokio::sync::Semaphore;

use crate::share::Share;
use crate::{InvocationRecord, PluginUsage};

/// Invocations kept for the list of the last ones.
const KEPT_INVOCATIONS: usize = 100;
/// Longest duration the histogram tells apart, in microseconds: the longest timeout, and room.
const HISTOGRAM_MAX_US: u64 = 60_000_000;
/// Instant of a plugin that was never invoked.
const NEVER: i64 = i64::MIN;

/// Test invocations of one plugin that may run at once: one that uses its whole timeout holds up
/// its own tests, not those of others.
const TEST_PLACES: usize = 2;

/// What belongs to a plugin's name and outlives its revisions: its counters, and its shares of the
/// places for decisions and of the threads for tests.
#[derive(Debug)]
pub struct PluginStats {
    test_places: Arc<Semaphore>,
    shares: [Share; InvocationOrigin::ALL.len()],
    by_origin: [AtomicU64; InvocationOrigin::ALL.len()],
    errors: AtomicU64,
    last_invoked_us: AtomicI64,
    memory_high_water_bytes: AtomicU64,
    recent: Mutex<Recent>,
}

#[derive(Debug)]
struct Recent {
    invocations: VecDeque<InvocationRecord>,
    last_error: Option<String>,
    durations: Option<Histogram<u64>>,
}

/// The counters that survive a restart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountersSnapshot {
    /// Invocations by origin, in the order of [`InvocationOrigin::ALL`].
    pub by_origin: [u64; InvocationOrigin::ALL.len()],
    /// Failed invocations.
    pub errors: u64,
    /// When the plugin was invoked last.
    pub last_invoked_at: Option<Timestamp>,
}

/// Durations since the start of the process, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    /// Invocations measured.
    pub count: u64,
    /// Median.
    pub p50_us: u64,
    /// 95th percentile.
    pub p95_us: u64,
    /// 99th percentile.
    pub p99_us: u64,
    /// Maximum.
    pub max_us: u64,
}

/// Everything that is shown about a plugin's invocations.
#[derive(Clone, Debug, PartialEq)]
pub struct StatsSnapshot {
    /// The counters that survive a restart.
    pub counters: CountersSnapshot,
    /// Message of the last failed invocation since the start.
    pub last_error: Option<String>,
    /// Durations since the start; none before the first invocation.
    pub latency: Option<Latency>,
    /// Highest memory use of one invocation since the start, in bytes.
    pub memory_high_water_bytes: u64,
}

impl PluginStats {
    /// Starts from counters that were saved before.
    #[must_use]
    pub fn resumed(saved: &CountersSnapshot) -> Self {
        Self {
            test_places: Arc::new(Semaphore::new(TEST_PLACES)),
            shares: Default::default(),
            by_origin: saved.by_origin.map(AtomicU64::new),
            errors: AtomicU64::new(saved.errors),
            last_invoked_us: AtomicI64::new(
                saved
                    .last_invoked_at
                    .map_or(NEVER, Timestamp::as_microsecond),
            ),
            memory_high_water_bytes: AtomicU64::new(0),
            recent: Mutex::new(Recent {
                invocations: VecDeque::new(),
                last_error: None,
                durations: Histogram::new_with_max(HISTOGRAM_MAX_US, 2).ok(),
            }),
        }
    }

    /// The plugin's share of the threads for tests.
    #[must_use]
    pub fn test_places(&self) -> &Arc<Semaphore> {
        &self.test_places
    }

    /// What the decisions of one origin that may call the plugin are doing now.
    #[must_use]
    pub fn decision_usage(&self, origin: InvocationOrigin) -> PluginUsage {
        self.share(origin).usage()
    }

    pub(crate) fn share(&self, origin: InvocationOrigin) -> &Share {
        let [dispatch, playground, test] = &self.shares;
        match origin {
            InvocationOrigin::Dispatch => dispatch,
            InvocationOrigin::Playground => playground,
            InvocationOrigin::Test => test,
        }
    }

    pub(crate) fn record(&self, record: &InvocationRecord) {
        if let Some(counter) = self.by_origin.get(record.origin as usize) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        self.last_invoked_us
            .fetch_max(record.at.as_microsecond(), Ordering::Relaxed);
        self.memory_high_water_bytes
            .fetch_max(record.call.memory_used_bytes, Ordering::Relaxed);
        let mut recent = self.recent();
        if let Err(failure) = &record.call.result {
            self.errors.fetch_add(1, Ordering::Relaxed);
            recent.last_error = Some(failure.message.clone());
        }
        if let Some(durations) = &mut recent.durations {
            durations.saturating_record(record.call.duration_us.max(1));
        }
        if recent.invocations.len() == KEPT_INVOCATIONS {
            recent.invocations.pop_front();
        }
        recent.invocations.push_back(record.clone());
    }

    /// The counters that survive a restart.
    #[must_use]
    pub fn counters(&self) -> CountersSnapshot {
        let last = self.last_invoked_us.load(Ordering::Relaxed);
        CountersSnapshot {
            by_origin: std::array::from_fn(|i| {
                self.by_origin
                    .get(i)
                    .map_or(0, |counter| counter.load(Ordering::Relaxed))
            }),
            errors: self.errors.load(Ordering::Relaxed),
            last_invoked_at: Some(last)
                .filter(|&us| us != NEVER)
                .and_then(|us| Timestamp::from_microsecond(us).ok()),
        }
    }

    /// Everything that is shown.
    #[must_use]
    pub fn snapshot(&self) -> StatsSnapshot {
        let counters = self.counters();
        let recent = self.recent();
        let latency = recent
            .durations
            .as_ref()
            .filter(|h| !h.is_empty())
            .map(|h| Latency {
                count: h.len(),
                p50_us: h.value_at_quantile(0.50),
                p95_us: h.value_at_quantile(0.95),
                p99_us: h.value_at_quantile(0.99),
                max_us: h.max(),
            });
        StatsSnapshot {
            counters,
            last_error: recent.last_error.clone(),
            latency,
            memory_high_water_bytes: self.memory_high_water_bytes.load(Ordering::Relaxed),
        }
    }

    /// The last invocations, newest first.
    #[must_use]
    pub fn recent_invocations(&self) -> Vec<InvocationRecord> {
        self.recent().invocations.iter().rev().cloned().collect()
    }

    /// What a panic left behind is still a valid list of records.
    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for PluginStats {
    fn default() -> Self {
        Self::resumed(&CountersSnapshot::default())
    }
}

/// Cuts a message for the list of the last invocations, at a character.
pub(crate) fn cut(text: &str) -> &str {
    const LIMIT: usize = consts::MAX_DESCRIPTION_BYTES;
    if text.len() <= LIMIT {
        return text;
    }
    let mut end = LIMIT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
