//! A clock that stands still until somebody waits by it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use acteon_providers::Time;
use jiff::Timestamp;

/// Waiting ends at once and sets the clock forward.
pub struct Clock {
    start: Instant,
    waits: Mutex<Vec<Duration>>,
    passed: Mutex<Duration>,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            waits: Mutex::default(),
            passed: Mutex::default(),
        }
    }
}

impl Clock {
    /// What was waited for since the last call.
    pub fn waits(&self) -> Vec<Duration> {
        std::mem::take(&mut self.waits.lock().unwrap())
    }

    pub fn advance(&self, duration: Duration) {
        *self.passed.lock().unwrap() += duration;
    }
}

impl Time for Clock {
    fn instant(&self) -> Instant {
        self.start + *self.passed.lock().unwrap()
    }

    fn timestamp(&self) -> Timestamp {
        let start: Timestamp = "2026-11-23T16:00:00Z".parse().unwrap();
        start + *self.passed.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.waits.lock().unwrap().push(duration);
        self.advance(duration);
        Box::pin(std::future::ready(()))
    }
}
