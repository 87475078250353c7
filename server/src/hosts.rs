//! Which `Host` a request may carry, and from which `Origin` it may come.
//!
//! A page on another host can make a browser send requests here: through a name of its own that it
//! lets point to this address (DNS rebinding), or by posting a form. Both are refused.

use std::net::IpAddr;

use axum::http::uri::{Authority, Scheme};

use crate::config::ServerSection;

/// The hosts that the server answers to.
pub(crate) struct HostPolicy {
    bind: Option<IpAddr>,
    allowed: Vec<Authority>,
    public: Option<(Scheme, Authority)>,
}

impl HostPolicy {
    pub(crate) fn new(server: &ServerSection) -> Self {
        let public = server.public_origin();
        let named = server.allowed_hosts.iter();
        Self {
            bind: server.address(),
            allowed: named
                .filter_map(|host| host.parse().ok())
                .chain(public.iter().map(|(_, host)| host.clone()))
                .collect(),
            public,
        }
    }

    /// Whether a request to `host`, which arrived at the address `local`, is meant for this server.
    pub(crate) fn allows(&self, host: &str, local: IpAddr) -> bool {
        let Ok(given) = host.parse::<Authority>() else {
            return false;
        };
        if let Some(address) = address(&given) {
            let here = self.bind.is_some_and(|bind| {
                address == bind.to_canonical()
                    || (bind.is_unspecified() && address == local.to_canonical())
            });
            if address.is_loopback() || here {
                return true;
            }
        }
        let name = given.host().trim_end_matches('.').to_ascii_lowercase();
        if name == "localhost" || name.ends_with(".localhost") {
            return true;
        }
        self.allowed.iter().any(|allowed| {
            let same_port = allowed.port().is_none() || allowed.port_u16() == given.port_u16();
            same_port && allowed.host().eq_ignore_ascii_case(&name)
        })
    }

    /// Whether `origin` is the server itself, as reached at `host`, or its public address.
    pub(crate) fn is_own_origin(&self, origin: &str, host: &str) -> bool {
        let Some((scheme, origin)) = origin.split_once("://") else {
            return false;
        };
        let default_port = match scheme {
            "http" => 80,
            "https" => 443,
            _ => return false,
        };
        let own = |one: &Authority, other: &Authority| {
            one.host().eq_ignore_ascii_case(other.host())
                && one.port_u16().unwrap_or(default_port)
                    == other.port_u16().unwrap_or(default_port)
        };
        let Ok(origin) = origin.parse::<Authority>() else {
            return false;
        };
        let public = self.public.as_ref().is_some_and(|(public, host)| {
            // The proxy in front may have put another `Host` into the request.
            public.as_str() == scheme && own(&origin, host)
        });
        public
            || host
                .parse::<Authority>()
                .is_ok_and(|host| own(&origin, &host))
    }
}

fn address(authority: &Authority) -> Option<IpAddr> {
    let host = authority
        .host()
        .trim_start_matches('[')
        .trim_end_matches(']');
    host.parse::<IpAddr>()
        .ok()
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::config::{Config, Layers};

    fn policy(bind: &str) -> HostPolicy {
        let layers = Layers {
            variables: [
                ("ACTEON_SERVER__HOST", bind),
                ("ACTEON_SERVER__ALLOW_UNAUTHENTICATED", "true"),
                ("ACTEON_SERVER__PUBLIC_URL", "https://rules.example.com"),
                (
                    "ACTEON_SERVER__ALLOWED_HOSTS",
                    "[\"other.example\", \"port.example:8080\"]",
                ),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
            ..Layers::default()
        };
        HostPolicy::new(&Config::load(layers).unwrap().server)
    }

    #[test]
    fn hosts() {
        let local = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 5));
        for (bind, host, allowed) in [
            ("127.0.0.1", "localhost:8080", true),
            ("127.0.0.1", "LOCALHOST.", true),
            ("127.0.0.1", "app.localhost", true),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "[::1]:8080", true),
            ("127.0.0.1", "192.0.2.5", false),
            ("192.0.2.5", "192.0.2.5:1", true),
            ("0.0.0.0", "192.0.2.5:1", true),
            ("0.0.0.0", "192.0.2.6", false),
            ("0.0.0.0", "rules.example.com", true),
            ("0.0.0.0", "other.example:99", true),
            ("0.0.0.0", "port.example:8080", true),
            ("0.0.0.0", "port.example:8081", false),
            ("0.0.0.0", "evil.example", false),
            ("0.0.0.0", "localhost.evil.example", false),
            ("0.0.0.0", "", false),
            ("0.0.0.0", "a b", false),
        ] {
            assert_eq!(
                policy(bind).allows(host, local),
                allowed,
                "{host} at {bind}"
            );
        }
    }

    #[test]
    fn origins() {
        for (origin, host, own) in [
            ("http://localhost:8080", "localhost:8080", true),
            ("http://localhost", "localhost:80", true),
            ("https://rules.example.com", "rules.example.com", true),
            ("https://rules.example.com", "localhost:8080", true),
            ("https://rules.example.com:443", "localhost:8080", true),
            ("http://rules.example.com", "localhost:8080", false),
            ("https://rules.example.com:8443", "localhost:8080", false),
            ("https://other.example", "localhost:8080", false),
            ("http://localhost:3000", "localhost:8080", false),
            ("http://evil.example", "localhost:8080", false),
            ("null", "localhost:8080", false),
            ("file://localhost", "localhost", false),
        ] {
            assert_eq!(
                policy("127.0.0.1").is_own_origin(origin, host),
                own,
                "{origin} to {host}"
            );
        }
    }
}
