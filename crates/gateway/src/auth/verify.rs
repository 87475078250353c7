//! The slow hash, off the request threads and bounded.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::error;

use super::{AccessKey, AuthError};

/// Requests that may wait for a place.
const WAITING: usize = 256;

/// Hands out places for the slow hash.
pub(super) struct Verifier {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Verifier {
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            places: Arc::new(Semaphore::new(running(cores))),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Waits for a place.
    pub(super) async fn place(&self) -> Result<Place, AuthError> {
        let _waiting = Waiting::enter(&self.waiting)?;
        Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map(Place)
            .map_err(|_| AuthError::Internal)
    }
}

/// Hashes computed at the same time; each takes a core and some 20 MiB for a moment. One core is
/// left to the requests of those who are already known.
fn running(cores: usize) -> usize {
    cores.saturating_sub(1).max(1)
}

/// Counts a waiting request, also when its future is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(waiting: &'a AtomicUsize) -> Result<Self, AuthError> {
        let entered = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            return Err(AuthError::Saturated);
        }
        Ok(entered)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The right to compute hashes.
pub(super) struct Place(OwnedSemaphorePermit);

impl Place {
    /// Index of the key among `candidates` that `text` is, if any.
    pub(super) async fn find(
        self,
        text: &str,
        keys: Arc<[AccessKey]>,
        candidates: Vec<usize>,
    ) -> Result<Option<usize>, AuthError> {
        let text = text.to_owned();
        let search = move || {
            // Held here, so that a caller who goes away does not make room for one more.
            let _permit = self.0;
            candidates
                .into_iter()
                .find(|index| keys.get(*index).is_some_and(|key| key.hash.verifies(&text)))
        };
        tokio::task::spawn_blocking(search)
            .await
            .map_err(|failure| {
                error!(event = "auth.failed", error = %failure, "a key could not be verified");
                AuthError::Internal
            })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_core_stays_free_for_requests() {
        for (cores, hashes) in [(0, 1), (1, 1), (2, 1), (4, 3)] {
            assert_eq!(super::running(cores), hashes, "{cores} cores");
        }
    }
}
