//! Threads for work that no decision waits for: compiling modules, trying out plugins.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::PoolUsage;
use crate::threads::Threads;

/// Niceness of these threads: the scheduler prefers every decision to them.
const NICENESS: i32 = 10;

/// Why work on a background thread has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackgroundError {
    /// The queue is full, or no thread became free in time.
    #[error("saturated: too much work is waiting")]
    Saturated,
    /// The work panicked, which is a defect of the host.
    #[error("the work ended with a panic")]
    Panicked,
}

/// A few threads of low priority with a bounded queue in front.
///
/// Work that was begun ends even when its caller has gone.
#[derive(Debug)]
pub struct Background {
    threads: Threads,
    places: Arc<Semaphore>,
    size: usize,
    waiting: AtomicUsize,
    max_waiting: usize,
    max_wait: Duration,
}

impl Background {
    /// `size` threads; at most `max_waiting` callers wait at most `max_wait` for one.
    ///
    /// # Errors
    /// When the operating system refuses a thread.
    pub fn new(
        name: &str,
        size: usize,
        max_waiting: usize,
        max_wait: Duration,
    ) -> std::io::Result<Self> {
        Ok(Self {
            threads: Threads::new(name, size, NICENESS)?,
            places: Arc::new(Semaphore::new(size)),
            size,
            waiting: AtomicUsize::new(0),
            max_waiting,
            max_wait,
        })
    }

    /// Runs work on one of the threads.
    ///
    /// # Errors
    /// When the queue is full, or the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, BackgroundError> {
        let place = match Arc::clone(&self.places).try_acquire_owned() {
            Ok(place) => place,
            Err(_) => {
                let _waiting = Waiting::enter(&self.waiting, self.max_waiting)
                    .ok_or(BackgroundError::Saturated)?;
                let place = Arc::clone(&self.places).acquire_owned();
                match tokio::time::timeout(self.max_wait, place).await {
                    Ok(Ok(place)) => place,
                    Ok(Err(_)) | Err(_) => return Err(BackgroundError::Saturated),
                }
            }
        };
        let working = self.threads.spawn(move || {
            let _place = place;
            work()
        });
        (working.ok_or(BackgroundError::Saturated)?.await).map_err(|_| BackgroundError::Panicked)
    }

    /// What the threads are doing now.
    #[must_use]
    pub fn usage(&self) -> PoolUsage {
        PoolUsage {
            running: self.size.saturating_sub(self.places.available_permits()),
            waiting: self.waiting.load(Ordering::Relaxed),
        }
    }
}

/// Counts a waiting caller, also when its request is given up meanwhile.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(count: &'a AtomicUsize, max: usize) -> Option<Self> {
        if count.fetch_add(1, Ordering::Relaxed) >= max {
            count.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        Some(Self(count))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
