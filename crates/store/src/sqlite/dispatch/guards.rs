//! When a dedup key counts as seen and when a window is full. Instants are Unix time in
//! microseconds; a clock that steps back must do no more harm than that.

use jiff::Timestamp;
use uuid::Uuid;

const MICROSECONDS: i64 = 1_000_000;

/// What is known of a dedup key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyState {
    pub seen_at: Option<i64>,
    /// Until when it must be remembered; without it for ever.
    pub kept_until: Option<i64>,
    pub reserved: Option<Reservation>,
}

/// Who holds a dedup key, since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reservation {
    pub intent: Uuid,
    pub at: i64,
}

impl KeyState {
    /// Whether an action with the key is a duplicate now.
    pub(super) fn is_taken(&self, now: i64, ttl_seconds: Option<u64>) -> bool {
        self.reserved.is_some()
            || (self.seen_at).is_some_and(|seen_at| {
                let past = now.saturating_sub(seen_at).max(0);
                ttl_seconds.is_none_or(|ttl| past < microseconds(ttl))
            })
    }

    /// Notes a sighting. Of several the latest counts, in whatever order they are noted, and the
    /// longest memory of any is kept.
    pub(super) fn keep(&mut self, intent: Uuid, at: i64, ttl_seconds: Option<u64>) {
        self.release(intent);
        let until = ttl_seconds.map(|ttl| at.saturating_add(microseconds(ttl)));
        self.kept_until = match self.seen_at {
            Some(_) => self
                .kept_until
                .zip(until)
                .map(|(one, other)| one.max(other)),
            None => until,
        };
        self.seen_at = self.seen_at.max(Some(at));
    }

    /// Ends the reservation if this intent has it.
    pub(super) fn release(&mut self, intent: Uuid) {
        self.reserved.take_if(|held| held.intent == intent);
    }

    /// Whether there is nothing to remember.
    pub(super) const fn is_blank(&self) -> bool {
        self.seen_at.is_none() && self.reserved.is_none()
    }

    /// Seconds since it was seen, reserved or not.
    pub(super) fn seconds_since(&self, now: i64) -> Option<u64> {
        let at = self.reserved.map(|held| held.at).max(self.seen_at)?;
        Some((now.saturating_sub(at).max(0) / MICROSECONDS).unsigned_abs())
    }
}

/// A throttle rule's window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub ends_at: i64,
    pub admitted: u64,
}

impl Window {
    /// The window to count in, given the last one. Actions arrive a little out of order: one from
    /// just before the last window began counts in that, lest its own be opened anew.
    pub(super) fn at(now: i64, window_seconds: u64, last: Option<Self>) -> Self {
        let length = microseconds(window_seconds).max(MICROSECONDS);
        let ends_at = (now.div_euclid(length).saturating_add(1)).saturating_mul(length);
        last.filter(|last| {
            last.ends_at == ends_at || last.ends_at == ends_at.saturating_add(length)
        })
        .unwrap_or(Self {
            ends_at,
            admitted: 0,
        })
    }

    /// When it ends.
    pub(super) fn end(self) -> Timestamp {
        // Windows at the end of time have none that can be said.
        Timestamp::from_microsecond(self.ends_at).unwrap_or(Timestamp::MAX)
    }

    /// Admissions in it, if it has not ended.
    pub(super) fn count(self, now: i64) -> Option<u64> {
        (now < self.ends_at).then_some(self.admitted)
    }
}

fn microseconds(seconds: u64) -> i64 {
    i64::try_from(seconds)
        .unwrap_or(i64::MAX)
        .saturating_mul(MICROSECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = MICROSECONDS;
    const MINE: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    #[test]
    fn a_sighting_counts_for_its_time() {
        let mut key = KeyState::default();
        assert!(!key.is_taken(0, None));
        key.keep(MINE, 100 * SECOND, Some(10));
        assert!(key.is_taken(110 * SECOND - 1, Some(10)));
        assert!(!key.is_taken(110 * SECOND, Some(10)));
        assert!(key.is_taken(i64::MAX, None));
        assert!(!key.is_taken(100 * SECOND, Some(0)));
        assert_eq!(key.seconds_since(103 * SECOND - 1), Some(2));
    }

    #[test]
    fn a_clock_that_steps_does_not_overflow() {
        let mut key = KeyState::default();
        key.keep(MINE, i64::MAX, Some(u64::MAX));
        assert!(key.is_taken(i64::MIN, Some(1)));
        assert_eq!(key.seconds_since(i64::MIN), Some(0));
        let mut key = KeyState::default();
        key.keep(MINE, i64::MIN, Some(1));
        assert!(!key.is_taken(i64::MAX, Some(1)));
        for now in [i64::MIN, -1, 0, i64::MAX] {
            for length in [0, 1, 60, u64::MAX] {
                let window = Window::at(now, length, None);
                assert_eq!(Window::at(now, length, Some(window)), window);
            }
        }
        assert_eq!(Window::at(-1, 60, None).ends_at, 0);
    }

    #[test]
    fn the_longest_memory_is_kept() {
        let mut key = KeyState::default();
        key.keep(MINE, SECOND, Some(10));
        key.keep(OTHER, 2 * SECOND, Some(1));
        assert_eq!(
            (key.seen_at, key.kept_until),
            (Some(2 * SECOND), Some(11 * SECOND))
        );
        key.keep(MINE, 3 * SECOND, None);
        key.keep(OTHER, 4 * SECOND, Some(1));
        assert_eq!((key.seen_at, key.kept_until), (Some(4 * SECOND), None));
    }

    #[test]
    fn an_older_sighting_does_not_go_back() {
        let mut key = KeyState::default();
        key.keep(MINE, 9 * SECOND, Some(10));
        key.keep(OTHER, 5 * SECOND, Some(100));
        assert_eq!(
            (key.seen_at, key.kept_until),
            (Some(9 * SECOND), Some(105 * SECOND))
        );
    }

    #[test]
    fn a_reservation_belongs_to_its_intent() {
        let mut key = KeyState {
            reserved: Some(Reservation {
                intent: MINE,
                at: 7 * SECOND,
            }),
            ..KeyState::default()
        };
        key.release(OTHER);
        assert!(key.is_taken(9 * SECOND, Some(1)));
        key.keep(OTHER, 5 * SECOND, Some(1));
        assert!(key.is_taken(9 * SECOND, Some(1)));
        assert_eq!(key.seconds_since(9 * SECOND), Some(2));
        key.release(MINE);
        assert_eq!(key.seconds_since(9 * SECOND), Some(4));
        assert!(!key.is_blank());
    }

    #[test]
    fn windows_are_fixed_and_do_not_reopen() {
        let full = Window {
            ends_at: 120 * SECOND,
            admitted: 9,
        };
        let at = |now| Window::at(now, 60, Some(full)).admitted;
        assert_eq!(at(60 * SECOND), 9);
        assert_eq!(at(120 * SECOND - 1), 9);
        assert_eq!(at(120 * SECOND), 0);
        assert_eq!(at(60 * SECOND - 1), 9, "out of order");
        assert_eq!(at(-1), 0, "the clock was set back");
        assert_eq!(full.count(120 * SECOND - 1), Some(9));
        assert_eq!(full.count(120 * SECOND), None);
    }
}
