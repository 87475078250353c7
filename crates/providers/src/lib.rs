//! What carries actions out: the log, and webhooks.
//!
//! A provider that hangs or fails costs only its own actions: it has a bounded number of places, a
//! bound on the time of each delivery, and a circuit that opens when its receiver is dead.

mod circuit;
mod config;
mod delivery;
mod error;
mod header;
mod log;
mod provider;
mod secret;
mod target;
mod time;
mod webhook;

pub use circuit::CircuitState;
pub use config::{CircuitConfig, ProviderConfig, ProviderKind, WebhookConfig};
pub use delivery::{
    Delivered, Delivery, FailureCode, ProviderFailure, ProviderResponse, header_text,
};
pub use error::ProviderError;
pub use header::{Header, HeaderError};
pub use provider::{Provider, ProviderStatus, Providers};
pub use secret::Secret;
pub use target::{Target, TargetError};
pub use time::{SystemTime, Time};
