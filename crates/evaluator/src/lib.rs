//! Rules and plugins together: decides about an action with the plugins that are registered.
//!
//! [`Registry`] holds the plugins, [`Invoker`] is the rule engine's way to them, and [`Pool`] and
//! [`Background`] are the only places where the asynchronous server meets synchronous evaluation.

mod background;
mod invoker;
mod pool;
mod registry;
mod stats;

pub use background::{Background, BackgroundError};
pub use invoker::{
    InvocationObserver, InvocationRecord, Invoker, InvokerContext, invoke_plugin, serialise,
};
pub use pool::{Pool, PoolUsage, Saturated};
pub use registry::{About, AboutModule, PluginState, RegisteredPlugin, Registry};
pub use stats::{CountersSnapshot, Latency, PluginStats, StatsSnapshot};
