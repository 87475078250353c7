//! How many connections may be open, altogether and from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::config::TrustedProxy;

/// Bits of an IPv6 address that tell one client's network from another's: within them a client may
/// choose its address freely.
const CLIENT_NETWORK_BITS: u32 = 64;

/// Why a connection is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// As many are open as there may be.
    Total,
    /// As many are open from this address as there may be from one.
    Address,
}

impl Refused {
    /// The metrics' label.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Address => "address",
        }
    }
}

/// Counts connections.
pub(super) struct Doors {
    max: usize,
    max_per_address: usize,
    /// Others' connections come through these: they count only altogether.
    proxies: Vec<TrustedProxy>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    total: usize,
    by_client: HashMap<IpAddr, usize>,
}

impl Doors {
    pub(super) fn new(max: usize, max_per_address: usize, proxies: Vec<TrustedProxy>) -> Arc<Self> {
        Arc::new(Self {
            max,
            max_per_address,
            proxies,
            open: Mutex::default(),
        })
    }

    /// Counts a connection from `peer`, until the answer is dropped.
    pub(super) fn enter(self: &Arc<Self>, peer: IpAddr) -> Result<Inside, Refused> {
        let peer = peer.to_canonical();
        let proxy = (self.proxies.iter()).any(|proxy| proxy.0.contains(&peer));
        let client = (!proxy).then(|| network(peer));
        let mut open = self.lock();
        if open.total >= self.max {
            return Err(Refused::Total);
        }
        if let Some(client) = client {
            let count = open.by_client.entry(client).or_default();
            if *count >= self.max_per_address {
                return Err(Refused::Address);
            }
            *count += 1;
        }
        open.total += 1;
        Ok(Inside {
            doors: Arc::clone(self),
            client,
        })
    }

    /// What a panic left behind is still a count.
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let host_bits = u128::MAX >> CLIENT_NETWORK_BITS;
            IpAddr::V6((address.to_bits() & !host_bits).into())
        }
    }
}

/// A connection that is counted.
pub(super) struct Inside {
    doors: Arc<Doors>,
    client: Option<IpAddr>,
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut open = self.doors.lock();
        open.total = open.total.saturating_sub(1);
        if let Some(client) = self.client
            && let Some(count) = open.by_client.get_mut(&client)
        {
            *count -= 1;
            if *count == 0 {
                open.by_client.remove(&client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_cannot_take_what_there_is() {
        let doors = Doors::new(3, 2, Vec::new());
        let enter = |peer: &str| doors.enter(address(peer));
        let first = enter("192.0.2.1").ok().unwrap();
        let _second = enter("::ffff:192.0.2.1").ok().unwrap();
        assert_eq!(enter("192.0.2.1").err(), Some(Refused::Address));
        let _other = enter("192.0.2.2").ok().unwrap();
        assert_eq!(enter("192.0.2.3").err(), Some(Refused::Total));
        drop(first);
        drop(enter("192.0.2.1").ok().unwrap());
        drop(enter("192.0.2.3").ok().unwrap());
        assert_eq!(doors.lock().by_client.len(), 2);
    }

    #[test]
    fn a_network_of_version_6_is_one_client() {
        let doors = Doors::new(9, 1, Vec::new());
        let _first = doors.enter(address("2001:db8:1:2::1")).ok().unwrap();
        let next = doors.enter(address("2001:db8:1:2:ffff::9"));
        assert_eq!(next.err(), Some(Refused::Address));
        assert!(doors.enter(address("2001:db8:1:3::1")).is_ok());
    }

    #[test]
    fn a_trusted_proxy_counts_only_altogether() {
        let proxy = TrustedProxy("10.0.0.0/8".parse().unwrap());
        let doors = Doors::new(2, 1, vec![proxy]);
        let _open = [(); 2].map(|()| doors.enter(address("10.1.1.1")).ok().unwrap());
        assert_eq!(doors.enter(address("10.1.1.1")).err(), Some(Refused::Total));
    }
}
