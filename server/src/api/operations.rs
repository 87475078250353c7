//! Operating the server.

mod changes;
mod config;
mod health;
mod metrics;
mod ready;

pub(crate) use changes::*;
pub(crate) use config::*;
pub(crate) use health::*;
pub(crate) use metrics::*;
pub(crate) use ready::*;
