//! Where a request came from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::http::{Extensions, HeaderMap};

use crate::config::TrustedProxy;

/// The two ends of a connection. The listener adds it to every request.
#[derive(Clone, Copy, Debug)]
pub struct Connection {
    /// Who connected.
    pub peer: SocketAddr,
    /// The address it connected to.
    pub local: SocketAddr,
}

impl Connection {
    /// The connection of a request; unspecified addresses, which nothing trusts, without one.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        let nowhere = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
        extensions.get().copied().unwrap_or(Self {
            peer: nowhere,
            local: nowhere,
        })
    }

    /// The client's address: the peer, or, when that is a trusted proxy, whom the chain of trusted
    /// proxies names in `X-Forwarded-For`.
    pub(crate) fn client(&self, headers: &HeaderMap, trusted: &[TrustedProxy]) -> IpAddr {
        let believed = |address: &IpAddr| trusted.iter().any(|proxy| proxy.0.contains(address));
        let mut client = self.peer.ip().to_canonical();
        let forwarded = headers.get_all("x-forwarded-for").into_iter().rev();
        let named = forwarded
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.rsplit(','))
            .map(|address| address.trim().parse::<IpAddr>());
        for address in named {
            if !believed(&client) {
                break;
            }
            match address {
                Ok(address) => client = address.to_canonical(),
                Err(_) => break,
            }
        }
        client
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted: Vec<_> = ["10.0.0.0/8", "192.0.2.7/32"]
            .map(|net| TrustedProxy(net.parse().unwrap()))
            .to_vec();
        for (peer, forwarded, client) in [
            ("203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
            ("10.1.2.3", vec![], "10.1.2.3"),
            ("10.1.2.3", vec!["198.51.100.1"], "198.51.100.1"),
            (
                "10.1.2.3",
                vec!["1.1.1.1, 198.51.100.1, 192.0.2.7"],
                "198.51.100.1",
            ),
            ("10.1.2.3", vec!["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", vec!["198.51.100.1, junk"], "10.1.2.3"),
            ("::ffff:10.1.2.3", vec!["198.51.100.1"], "198.51.100.1"),
        ] {
            let connection = Connection {
                peer: SocketAddr::new(peer.parse().unwrap(), 1),
                local: SocketAddr::from((Ipv4Addr::LOCALHOST, 2)),
            };
            let mut headers = HeaderMap::new();
            for value in &forwarded {
                headers.append("x-forwarded-for", value.parse().unwrap());
            }
            let expected: IpAddr = client.parse().unwrap();
            assert_eq!(
                connection.client(&headers, &trusted),
                expected,
                "{peer} {forwarded:?}"
            );
        }
    }
}
