//! How much memory request bodies take at the same time: their bytes, and what is made of them.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use prometheus::IntGauge;

/// There is no room for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("saturated: too many bytes of request bodies are held; try again")]
pub(crate) struct NoRoom;

/// Why a body is not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unparsed {
    /// There is no room now.
    NoRoom,
    /// It would take more than one client may hold, of so many bytes.
    Never {
        /// What one client may hold.
        max: usize,
    },
}

/// Counts what belongs to requests that are not answered yet. One client may hold half of what
/// there is.
pub(crate) struct Bodies {
    max: usize,
    max_per_client: usize,
    held: Mutex<Held>,
    gauge: IntGauge,
}

#[derive(Default)]
struct Held {
    total: usize,
    by_client: HashMap<IpAddr, usize>,
}

impl Bodies {
    /// Room for `max` bytes, or for one body of the `largest` size if that is more.
    pub(crate) fn new(max: usize, largest: usize, gauge: IntGauge) -> Arc<Self> {
        let max_per_client = (max / 2).max(largest);
        Arc::new(Self {
            max: max.max(max_per_client),
            max_per_client,
            held: Mutex::default(),
            gauge,
        })
    }

    /// What one request of a client is going to hold.
    pub(crate) fn request(self: &Arc<Self>, client: IpAddr) -> BodyOf {
        BodyOf(Arc::new(Request {
            bodies: Arc::clone(self),
            client,
            bytes: AtomicUsize::new(0),
        }))
    }

    fn take(&self, client: IpAddr, bytes: usize) -> Result<(), NoRoom> {
        // What a panic left behind is still a count.
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let of_client = held.by_client.get(&client).copied().unwrap_or(0);
        let (total, of_client) = (
            held.total.saturating_add(bytes),
            of_client.saturating_add(bytes),
        );
        if total > self.max || of_client > self.max_per_client {
            return Err(NoRoom);
        }
        held.total = total;
        held.by_client.insert(client, of_client);
        self.show(total);
        Ok(())
    }

    fn give_back(&self, client: IpAddr, bytes: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.total = held.total.saturating_sub(bytes);
        if let Some(of_client) = held.by_client.get_mut(&client) {
            *of_client = of_client.saturating_sub(bytes);
            if *of_client == 0 {
                held.by_client.remove(&client);
            }
        }
        self.show(held.total);
    }

    fn show(&self, total: usize) {
        self.gauge.set(i64::try_from(total).unwrap_or(i64::MAX));
    }
}

/// The body of one request; given back when the last clone is dropped, which is when the request
/// has been answered.
#[derive(Clone)]
pub(crate) struct BodyOf(Arc<Request>);

struct Request {
    bodies: Arc<Bodies>,
    client: IpAddr,
    bytes: AtomicUsize,
}

impl BodyOf {
    /// Counts bytes that have arrived.
    pub(crate) fn arrived(&self, bytes: usize) -> Result<(), NoRoom> {
        let request = &self.0;
        request.bodies.take(request.client, bytes)?;
        request.bytes.fetch_add(bytes, Relaxed);
        Ok(())
    }

    /// Counts what is going to be made of the bytes that have arrived.
    pub(crate) fn parsed(&self, bytes: usize) -> Result<(), Unparsed> {
        let max = self.0.bodies.max_per_client;
        if self.0.bytes.load(Relaxed).saturating_add(bytes) > max {
            return Err(Unparsed::Never { max });
        }
        self.arrived(bytes).map_err(|NoRoom| Unparsed::NoRoom)
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let bytes = *self.bytes.get_mut();
        if bytes > 0 {
            self.bodies.give_back(self.client, bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arrives_is_bounded_together_and_for_each_client() {
        let gauge = IntGauge::new("bytes", "bytes").unwrap();
        let bodies = Bodies::new(100, 10, gauge.clone());
        let [one, two, three] = [1, 2, 3].map(|last| bodies.request([192, 0, 2, last].into()));
        let again = bodies.request([192, 0, 2, 1].into());
        one.arrived(30).unwrap();
        again.arrived(20).unwrap();
        assert_eq!(again.arrived(1), Err(NoRoom), "half is for others");
        two.arrived(40).unwrap();
        assert_eq!(three.arrived(11), Err(NoRoom), "all is taken");
        three.arrived(10).unwrap();
        assert_eq!(gauge.get(), 100);
        drop(one);
        again.arrived(30).unwrap();
        drop((again, two, three));
        assert_eq!(gauge.get(), 0);
        assert!(bodies.held.lock().unwrap().by_client.is_empty());
    }

    #[test]
    fn what_can_never_fit_is_told_from_what_does_not_fit_now() {
        let gauge = IntGauge::new("bytes", "bytes").unwrap();
        let bodies = Bodies::new(100, 10, gauge.clone());
        let [one, other] = [(); 2].map(|()| bodies.request([192, 0, 2, 1].into()));
        one.arrived(10).unwrap();
        assert_eq!(one.parsed(41), Err(Unparsed::Never { max: 50 }));
        one.parsed(40).unwrap();
        assert_eq!(other.parsed(1), Err(Unparsed::NoRoom));
        assert_eq!(gauge.get(), 50);
        drop(one);
        other.parsed(50).unwrap();
        drop(other);
        assert_eq!(gauge.get(), 0);
    }

    #[test]
    fn the_largest_body_fits_always() {
        let gauge = IntGauge::new("bytes", "bytes").unwrap();
        let bodies = Bodies::new(100, 1_000, gauge);
        let one = bodies.request([192, 0, 2, 1].into());
        assert_eq!(one.arrived(1_000), Ok(()));
        assert_eq!(one.arrived(1), Err(NoRoom));
    }
}
