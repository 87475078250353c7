//! A clock that a test sets.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use acteon_gateway::Clock;
use jiff::Timestamp;

/// Begins at the same instant in every test and stands still until it is advanced.
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<Timestamp>>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(
            "2026-03-01T00:00:00Z".parse().unwrap(),
        )))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

impl TestClock {
    pub fn set(&self, instant: &str) {
        *self.0.lock().unwrap() = instant.parse().unwrap();
    }

    pub fn advance(&self, seconds: u64) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(Duration::from_secs(seconds)).unwrap();
    }
}
