//! What a provider is made from.

use std::path::PathBuf;
use std::time::Duration;

use crate::{Header, Secret, Target};

/// A provider, as configured.
#[derive(Clone, Debug)]
pub struct ProviderConfig {
    /// The name that actions ask for: `[A-Za-z0-9._-]{1,128}`, not starting with a dot; unique.
    pub name: String,
    /// What it does with them.
    pub kind: ProviderKind,
}

/// What a provider does with an action.
#[derive(Clone, Debug)]
pub enum ProviderKind {
    /// Writes it to the log.
    Log,
    /// Sends it to a receiver.
    Webhook(Box<WebhookConfig>),
}

/// A webhook, as configured. Values out of their range are taken to its nearest end.
#[derive(Clone, Debug)]
pub struct WebhookConfig {
    /// The receiver.
    pub target: Target,
    /// What requests are signed with; none leaves the signature out.
    pub secret: Option<Secret>,
    /// Headers that every request carries.
    pub headers: Vec<Header>,
    /// Certificates in PEM that are trusted beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Longest time until a connection stands, TLS included.
    pub connect_timeout: Duration,
    /// Longest time of one attempt, connecting included.
    pub timeout: Duration,
    /// Longest time of a delivery: all attempts and the waits between them.
    pub total_timeout: Duration,
    /// Most attempts of a delivery, at least 1.
    pub max_attempts: u32,
    /// Wait before the second attempt; doubles with each further one. Up to as much again is added
    /// at random.
    pub backoff: Duration,
    /// Longest wait, before what is added at random.
    pub max_backoff: Duration,
    /// Most deliveries at the same time, at least 1.
    pub max_concurrent: usize,
    /// When to stop asking a dead receiver.
    pub circuit: CircuitConfig,
}

/// When a circuit opens, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CircuitConfig {
    /// Attempts that fail one after the other until it opens, at least 1.
    pub failures: u32,
    /// How long it stays open until an attempt may probe the receiver.
    pub open_for: Duration,
}

impl WebhookConfig {
    /// A webhook to `target` with what the configuration's defaults say.
    #[must_use]
    pub fn new(target: Target) -> Self {
        Self {
            target,
            secret: None,
            headers: Vec::new(),
            ca_file: None,
            connect_timeout: Duration::from_secs(3),
            timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            max_attempts: 3,
            backoff: Duration::from_millis(200),
            max_backoff: Duration::from_secs(5),
            max_concurrent: 64,
            circuit: CircuitConfig {
                failures: 5,
                open_for: Duration::from_secs(30),
            },
        }
    }
}
