//! Data that stays current while somebody looks at it.

use std::future::Future;
use std::time::Duration;

use crate::prelude::*;
use acteon_api_types::Timestamp;
use leptos::leptos_dom::helpers::{set_interval_with_handle, window_event_listener_untyped};
use leptos::task::spawn_local;

use crate::ApiError;
use crate::data::{FetchResult, Fetched};

const TICK: Duration = Duration::from_secs(1);
const REFRESH_EVERY_MS: f64 = 5_000.0;

/// Whether another page is on its way. The one before stays until then, and what it shows may be gone
/// already: it is not asked for any more.
#[derive(Clone, Copy)]
pub struct Leaving(pub ReadSignal<bool>);

/// The last good answer of a data call, repeated while the page is visible. A failed repetition
/// keeps the data and sets the error beside it; the next good one clears the error.
pub struct Live<T: Send + Sync + 'static> {
    latest: RwSignal<Option<Fetched<T>>>,
    error: RwSignal<Option<ApiError>>,
    now: RwSignal<Timestamp>,
    refresh: Callback<()>,
    refreshing: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Live<T> {}

impl<T: Send + Sync + 'static> Live<T> {
    /// Starts with what the page was rendered with. Repeats `fetch` in the browser until the
    /// component that called this is gone.
    ///
    /// With `repeat` false it is repeated on request only, since the answer is not going to change.
    pub fn start<F>(
        initial: FetchResult<T>,
        fetch: impl Fn() -> F + Send + Sync + 'static,
        repeat: bool,
    ) -> Self
    where
        F: Future<Output = FetchResult<T>> + 'static,
    {
        let (latest, error) = match initial {
            Ok(fetched) => (Some(fetched), None),
            Err(error) => (None, Some(error)),
        };
        let clock = RwSignal::new(Clock {
            at: latest
                .as_ref()
                .map_or(Timestamp::UNIX_EPOCH, |fetched| fetched.at),
            since_ms: None,
        });
        let now = RwSignal::new(clock.get_untracked().at);
        let latest = RwSignal::new(latest);
        let error = RwSignal::new(error);
        let refreshing = RwSignal::new(false);
        let refresh = Callback::new(move |()| {
            // The page may be gone when an answer arrives, hence `try_`.
            if refreshing.try_get_untracked() != Some(false) {
                return;
            }
            refreshing.set(true);
            let answer = fetch();
            spawn_local(async move {
                let answer = answer.await;
                clock.try_update(|clock| match &answer {
                    Ok(fetched) => clock.set(fetched.at),
                    Err(_) => clock.restart(),
                });
                match answer {
                    Ok(fetched) => {
                        now.try_set(fetched.at);
                        latest.try_set(Some(fetched));
                        error.try_set(None);
                    }
                    Err(failure) => {
                        error.try_set(Some(failure));
                    }
                }
                refreshing.try_set(false);
            });
        });
        let leaving = use_context::<Leaving>();
        Effect::new(move |_| {
            clock.update_untracked(Clock::restart);
            let tick = move || {
                let is_leaving = leaving.is_some_and(|Leaving(leaving)| leaving.get_untracked());
                if document().hidden() || is_leaving {
                    return;
                }
                let clock = clock.get_untracked();
                now.set(clock.now());
                if repeat && clock.elapsed_ms() >= REFRESH_EVERY_MS {
                    refresh.run(());
                }
            };
            let ticking = set_interval_with_handle(tick, TICK);
            let returning = window_event_listener_untyped("visibilitychange", move |_| tick());
            on_cleanup(move || {
                if let Ok(ticking) = ticking {
                    ticking.clear();
                }
                returning.remove();
            });
        });
        Self {
            latest,
            error,
            now,
            refresh,
            refreshing,
        }
    }

    /// The last good answer, none before the first.
    pub fn latest(self) -> RwSignal<Option<Fetched<T>>> {
        self.latest
    }

    /// Why the last repetition failed; none when it did not.
    pub fn error(self) -> RwSignal<Option<ApiError>> {
        self.error
    }

    /// The present instant by the server's clock, to the second.
    pub fn now(self) -> Signal<Timestamp> {
        self.now.into()
    }

    /// Takes over what a change has answered, as read just now.
    pub fn set(self, value: T) {
        let at = self.now.get_untracked();
        self.latest.set(Some(Fetched { value, at }));
        self.error.set(None);
    }

    /// Repeats the call at once, unless it is under way.
    pub fn refresh(self) {
        self.refresh.run(());
    }

    /// Whether the call is under way.
    pub fn refreshing(self) -> Signal<bool> {
        self.refreshing.into()
    }
}

/// Follows one entry of a list from refresh to refresh; keeps what was known of it while its row goes
/// away.
pub fn following<T>(list: Memo<Vec<T>>, first: T, same: fn(&T, &T) -> bool) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |last: Option<&T>| {
        list.with(|list| list.iter().find(|one| same(one, &first)).cloned())
            .or_else(|| last.cloned())
            .unwrap_or_else(|| first.clone())
    })
    .into()
}

/// The server's clock, carried on by the browser's monotonic one: what a person set their own clock
/// to does not matter.
#[derive(Clone, Copy)]
struct Clock {
    at: Timestamp,
    since_ms: Option<f64>,
}

impl Clock {
    fn set(&mut self, at: Timestamp) {
        self.at = at;
        self.since_ms = monotonic_ms();
    }

    /// Starts a new wait without a new time from the server.
    fn restart(&mut self) {
        self.set(self.now());
    }

    fn now(&self) -> Timestamp {
        let ms = self.at.as_millisecond() + self.elapsed_ms() as i64;
        Timestamp::from_millisecond(ms).unwrap_or(self.at)
    }

    fn elapsed_ms(&self) -> f64 {
        match (self.since_ms, monotonic_ms()) {
            (Some(since), Some(now)) => now - since,
            _ => 0.0,
        }
    }
}

fn monotonic_ms() -> Option<f64> {
    window().performance().map(|clock| clock.now())
}
