//! The border between the asynchronous server and synchronous decisions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;

/// More work is waiting than the bounded queue holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("saturated: too many decisions are waiting for a place")]
pub struct Saturated;

/// What a pool is doing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolUsage {
    /// Places taken.
    pub running: usize,
    /// Callers waiting for a place.
    pub waiting: usize,
}

/// A bounded number of places in which decisions run, with a bounded queue in front.
///
/// A decision runs where it is, on the worker thread, which first hands its other tasks to another
/// thread (`block_in_place`): cheaper than moving the decision, and neither a plugin that uses its
/// whole timeout nor a large rule set holds up anybody else.
///
/// Needs a multi-threaded tokio runtime.
#[derive(Debug)]
pub struct Pool {
    places: Semaphore,
    size: usize,
    waiting: AtomicUsize,
    max_waiting: usize,
    max_wait: Duration,
}

impl Pool {
    /// A pool of `size` places, where at most `max_waiting` callers wait at most `max_wait`.
    #[must_use]
    pub fn new(size: usize, max_waiting: usize, max_wait: Duration) -> Self {
        Self {
            places: Semaphore::new(size),
            size,
            waiting: AtomicUsize::new(0),
            max_waiting,
            max_wait,
        }
    }

    /// Runs a decision.
    ///
    /// # Errors
    /// [`Saturated`] when the queue is full or no place became free in time.
    pub async fn run<T>(&self, decide: impl FnOnce() -> T) -> Result<T, Saturated> {
        let _place = match self.places.try_acquire() {
            Ok(place) => place,
            Err(_) => self.wait().await?,
        };
        Ok(tokio::task::block_in_place(decide))
    }

    async fn wait(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Saturated> {
        let _waiting = Waiting::enter(&self.waiting, self.max_waiting).ok_or(Saturated)?;
        match tokio::time::timeout(self.max_wait, self.places.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Saturated),
        }
    }

    /// What the pool is doing now.
    #[must_use]
    pub fn usage(&self) -> PoolUsage {
        PoolUsage {
            running: self.size.saturating_sub(self.places.available_permits()),
            waiting: self.waiting.load(Ordering::Relaxed),
        }
    }
}

/// Counts a waiting caller, also when its request is given up meanwhile.
pub(crate) struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    pub(crate) fn enter(count: &'a AtomicUsize, max: usize) -> Option<Self> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_full_queue_refuses_at_once_and_recovers() {
        let pool = Arc::new(Pool::new(1, 1, Duration::from_secs(60)));
        let (release, held) = std::sync::mpsc::channel::<()>();
        let (started, running) = tokio::sync::oneshot::channel();
        let first = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move {
                pool.run(move || {
                    let _ = started.send(());
                    let _ = held.recv();
                })
                .await
            }
        });
        running.await.expect("the first decision runs");
        let second = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.run(|| 2).await }
        });
        while pool.usage().waiting == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(pool.run(|| 3).await, Err(Saturated));
        release.send(()).expect("the first decision still waits");
        assert_eq!(first.await.expect("no panic"), Ok(()));
        assert_eq!(second.await.expect("no panic"), Ok(2));
        assert_eq!(
            pool.usage(),
            PoolUsage {
                running: 0,
                waiting: 0
            }
        );
    }
}
