//! The use cases of the gateway: what the REST API and the admin UI are adapters of.

mod audit;
pub mod auth;
mod changes;
mod clock;
mod config;
mod convert;
mod decide;
mod dispatch;
mod error;
mod events;
mod gateway;
mod metrics;
mod observer;
mod playground;
mod plugins;
mod readiness;
mod rules;
mod secret;
mod stats;
mod watch;

pub use acteon_providers::{self as providers, ProviderConfig};
pub use acteon_store::backup_to;
pub use clock::{Clock, SystemClock};
pub use config::{
    AuditConfig, DispatchConfig, GatewayConfig, PluginOverride, RulesConfig, WasmConfig,
};
pub use dispatch::{Dispatched, RULE_ERROR};
pub use error::{GatewayError, RuleFailed};
pub use gateway::{Gateway, OpenError};
pub use metrics::Metrics;
pub use plugins::{RegisterPlugin, ReplacePlugin};
pub use stats::StatsWindow;
