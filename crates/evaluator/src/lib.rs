//! Rules and plugins together: decides about an action with the plugins that are registered.
//!
//! [`Registry`] holds the plugins, [`Invoker`] is the rule engine's way to them, and [`Pool`] and
//! [`Background`] are the only places where the asynchronous server meets synchronous evaluation.

mod background;
mod conduct;
mod invoker;
mod pool;
mod registry;
pub mod rule_files;
pub mod rule_test;
mod share;
mod stats;
mod threads;

pub use background::{Background, BackgroundError};
pub use invoker::{
    InvocationObserver, InvocationRecord, Invoker, InvokerContext, failure_details, invoke_plugin,
    serialise,
};
pub use pool::{Pool, PoolUsage, Saturated, Work};
pub use registry::{About, AboutModule, PluginState, RegisteredPlugin, Registry};
pub use share::PluginUsage;
pub use stats::{CountersSnapshot, Latency, PluginStats, StatsSnapshot};
