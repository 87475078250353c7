//! Operating the server.

mod changes;
mod config;
mod health;
mod metrics;
mod ready;
mod stats;

pub(crate) use changes::*;
pub(crate) use config::*;
pub(crate) use health::*;
pub(crate) use metrics::*;
pub(crate) use ready::*;
pub(crate) use stats::*;
