//! `[server]`

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use axum::http::Uri;
use axum::http::uri::{Authority, Scheme};
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize};

use super::origin::Invalid;

/// How the server listens and what it accepts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSection {
    /// IP address to listen on, or `localhost`.
    pub host: String,
    /// Port to listen on; 0 takes a free one.
    pub port: u16,
    /// Folder of the embedded store.
    pub data_dir: PathBuf,
    /// The address browsers use.
    pub public_url: Option<String>,
    /// Host names accepted beside the obvious ones.
    pub allowed_hosts: Vec<String>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<TrustedProxy>,
    /// Listen where others can reach the server although there is no authentication.
    pub allow_unauthenticated: bool,
    /// Largest request body in bytes.
    pub max_body_bytes: usize,
    /// Bytes that request bodies take at the same time, with what is parsed from them.
    pub max_buffered_body_bytes: usize,
    /// Connections open at the same time.
    pub max_connections: usize,
    /// Of these, how many may come from one address.
    pub max_connections_per_address: usize,
    /// Longest time for the headers of a request to arrive, in milliseconds.
    pub header_timeout_ms: u64,
    /// Longest time for the body of a request to arrive, in milliseconds.
    pub body_timeout_ms: u64,
    /// Longest time that a client may leave an answer unread, in milliseconds.
    pub write_timeout_ms: u64,
    /// Longest time that a stopping server waits for requests, in milliseconds.
    pub shutdown_timeout_ms: u64,
}

impl ServerSection {
    /// The address to listen on; none when `host` is not valid.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        if self.host.eq_ignore_ascii_case("localhost") {
            return Some(IpAddr::V4(Ipv4Addr::LOCALHOST));
        }
        self.host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse()
            .ok()
    }

    /// Scheme, and host (and port), of `public_url`.
    #[must_use]
    pub fn public_origin(&self) -> Option<(Scheme, Authority)> {
        let uri = public_uri(self.public_url.as_deref()?)?.into_parts();
        Some((uri.scheme?, uri.authority?))
    }

    /// Longest time for a body to arrive.
    #[must_use]
    pub const fn body_timeout(&self) -> Duration {
        Duration::from_millis(self.body_timeout_ms)
    }

    pub(super) fn validate(&self) -> Result<(), Invalid> {
        if self.address().is_none() {
            let message = format!("`{}` is neither an IP address nor `localhost`", self.host);
            return Err(Invalid::new("host", message));
        }
        if self.data_dir.as_os_str().is_empty() {
            return Err(Invalid::new("data_dir", "must not be empty"));
        }
        if let Some(url) = &self.public_url
            && public_uri(url).is_none()
        {
            let message = format!(
                "`{url}` is not an address like `https://rules.example.com` (no path, no user)"
            );
            return Err(Invalid::new("public_url", message));
        }
        for (index, host) in self.allowed_hosts.iter().enumerate() {
            if host.parse::<Authority>().is_err() || host.contains('@') {
                let message = format!("`{host}` is not a host name");
                return Err(Invalid::new(format!("allowed_hosts[{index}]"), message));
            }
        }
        for (key, value, range) in [
            (
                "max_body_bytes",
                self.max_body_bytes as u64,
                1024..=1_073_741_824,
            ),
            (
                "max_buffered_body_bytes",
                self.max_buffered_body_bytes as u64,
                1024..=1 << 40,
            ),
            (
                "max_connections",
                self.max_connections as u64,
                1..=1_000_000,
            ),
            (
                "max_connections_per_address",
                self.max_connections_per_address as u64,
                1..=1_000_000,
            ),
            ("header_timeout_ms", self.header_timeout_ms, 100..=3_600_000),
            ("body_timeout_ms", self.body_timeout_ms, 100..=3_600_000),
            ("write_timeout_ms", self.write_timeout_ms, 100..=3_600_000),
            (
                "shutdown_timeout_ms",
                self.shutdown_timeout_ms,
                0..=3_600_000,
            ),
        ] {
            Invalid::unless_within(key, value, &range)?;
        }
        Ok(())
    }
}

/// The parts of an `http` or `https` address without path, query and user.
fn public_uri(url: &str) -> Option<Uri> {
    let uri: Uri = url.parse().ok()?;
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    let bare = uri.path().trim_matches('/').is_empty() && uri.query().is_none();
    let authority = uri.authority()?;
    (known && bare && !authority.as_str().contains('@')).then_some(uri)
}

/// A proxy's address, or a network of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TrustedProxy(pub IpNet);

impl<'de> Deserialize<'de> for TrustedProxy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let single = || text.parse::<IpAddr>().map(IpNet::from);
        text.parse::<IpNet>()
            .or_else(|_| single())
            .map(Self)
            .map_err(|_| {
                serde::de::Error::custom(format!(
                    "`{text}` is neither an IP address nor a network like `10.0.0.0/8`"
                ))
            })
    }
}
