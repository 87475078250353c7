//! The use cases of the gateway: what the REST API and the admin UI are adapters of.

mod clock;
mod config;
mod error;
mod events;
mod metrics;

pub use clock::{Clock, SystemClock};
pub use config::{GatewayConfig, PluginOverride, RulesConfig, WasmConfig};
pub use error::GatewayError;
pub use metrics::Metrics;
