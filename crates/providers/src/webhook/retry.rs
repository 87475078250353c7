//! When a further attempt is made.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use super::setback::{Again, Setback};
use crate::WebhookConfig;

/// How often and when attempts are repeated.
pub(super) struct Retries {
    backoff: ExponentialBuilder,
    /// Longest time of one attempt.
    timeout: Duration,
    /// Longest time of all attempts and the waits between them.
    total: Duration,
}

impl Retries {
    pub(super) fn new(config: &WebhookConfig) -> Self {
        let further = usize::try_from(config.max_attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        Self {
            backoff: ExponentialBuilder::new()
                .with_min_delay(config.backoff)
                .with_max_delay(config.max_backoff.max(config.backoff))
                .with_jitter()
                .with_max_times(further),
            timeout: config.timeout,
            total: config.total_timeout,
        }
    }

    /// When a delivery that starts at `start` must have ended.
    pub(super) fn deadline(&self, start: Instant) -> Instant {
        start + self.total
    }

    /// The waits of one delivery.
    pub(super) fn waits(&self) -> Waits {
        Waits {
            backoff: self.backoff.build(),
            timeout: self.timeout,
        }
    }
}

/// The waits between the attempts of one delivery.
pub(super) struct Waits {
    backoff: ExponentialBackoff,
    timeout: Duration,
}

impl Waits {
    /// How long to wait before the next attempt; none when this one was the last. A further attempt
    /// is made only if its whole timeout lies before the deadline, so that none is cut short: a
    /// request that is cut short may have been carried out.
    pub(super) fn after(
        &mut self,
        setback: &Setback,
        now: Instant,
        deadline: Instant,
    ) -> Option<Duration> {
        let Again::After(wanted) = setback.again else {
            return None;
        };
        let wait = self.backoff.next()?.max(wanted.unwrap_or_default());
        let left = deadline.saturating_duration_since(now);
        (wait.saturating_add(self.timeout) <= left).then_some(wait)
    }
}
