//! When a call is tried again.

use std::time::Duration;

use crate::Error;

/// Statuses of a server that did nothing.
const TOO_MANY_REQUESTS: u16 = 429;
const UNAVAILABLE: u16 = 503;
/// Kinds of 503 after which nothing happened, whatever was asked for.
const NOTHING_DONE: [&str; 2] = ["saturated", "plugins_loading"];

/// How often, and how long between.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retries {
    /// How often a call is tried again.
    pub(crate) max: u32,
    /// The first pause when the server does not name one; each further one is twice as long.
    pub(crate) pause: Duration,
    /// The longest pause, whatever the server says.
    pub(crate) longest: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            max: 2,
            pause: Duration::from_millis(200),
            longest: Duration::from_secs(10),
        }
    }
}

/// What a second try could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing: it only reads.
    None,
    /// The same change once more.
    Change,
    /// It cannot be sent a second time.
    Once,
}

impl Retries {
    /// How long to wait before the try after `tries`; none to give up.
    pub(crate) fn pause(&self, error: &Error, effect: Effect, tries: u32) -> Option<Duration> {
        if tries > self.max || !is_safe(error, effect) {
            return None;
        }
        let named = error.api().and_then(|error| error.retry_after);
        let pause = named.unwrap_or_else(|| self.pause.saturating_mul(1 << (tries - 1).min(16)));
        Some(pause.min(self.longest))
    }
}

fn is_safe(error: &Error, effect: Effect) -> bool {
    match (effect, error) {
        (Effect::Once, _) => false,
        (_, Error::Api(error)) => match error.status {
            TOO_MANY_REQUESTS => true,
            UNAVAILABLE => {
                effect == Effect::None
                    || error
                        .kind
                        .as_deref()
                        .is_some_and(|kind| NOTHING_DONE.contains(&kind))
            }
            _ => false,
        },
        (Effect::None, Error::Connection(_)) => true,
        _ => false,
    }
}
