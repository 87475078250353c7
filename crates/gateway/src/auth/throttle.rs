//! Slows down whoever tries keys.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock as GovernorClock, Reference};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::AuthError;
use crate::Clock;

/// Hashes that an address may have computed at once.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);
/// Time after which it may have one more.
const ONE_MORE_AFTER: Duration = Duration::from_secs(6);
/// Addresses kept before those that have recovered are forgotten.
const KEPT_ADDRESSES: usize = 10_000;

/// The gateway's clock as the limiter reads it.
#[derive(Clone)]
struct LimiterClock(Arc<dyn Clock>);

impl GovernorClock for LimiterClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(u64::try_from(self.0.now().as_nanosecond()).unwrap_or(0))
    }
}

type Limiter = RateLimiter<IpAddr, HashMapStateStore<IpAddr>, LimiterClock, NoOpMiddleware<Nanos>>;

/// Counts the hashes that keys not yet verified take, per address.
pub(super) struct AttemptThrottle {
    clock: LimiterClock,
    limiter: Limiter,
}

impl AttemptThrottle {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let clock = LimiterClock(clock);
        let quota = Quota::with_period(ONE_MORE_AFTER)
            .unwrap_or_else(|| Quota::per_minute(BURST))
            .allow_burst(BURST);
        Self {
            limiter: RateLimiter::hashmap_with_clock(quota, clock.clone()),
            clock,
        }
    }

    /// Counts one attempt that takes this many hashes: as much as they are, but not more than an
    /// address may have, or it could never be made.
    ///
    /// # Errors
    /// [`AuthError::TooManyAttempts`]
    pub(super) fn attempt(&self, address: IpAddr, hashes: usize) -> Result<(), AuthError> {
        let hashes = u32::try_from(hashes).unwrap_or(u32::MAX);
        let charge = NonZeroU32::new(hashes).map_or(NonZeroU32::MIN, |hashes| hashes.min(BURST));
        if self.limiter.len() > KEPT_ADDRESSES {
            self.limiter.retain_recent();
        }
        // The charge is never above the burst, the only reason for the outer error.
        let Ok(Err(not_until)) = self.limiter.check_key_n(&network(address), charge) else {
            return Ok(());
        };
        let now = self.clock.now();
        let wait = Duration::from_nanos(not_until.earliest_possible().duration_since(now).as_u64());
        Err(AuthError::TooManyAttempts {
            retry_after_seconds: wait.as_secs() + 1,
        })
    }
}

/// What counts as one address: whoever has one IPv6 address has the 2^64 beside it too.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}
