//! What the benchmark binaries share: a real server on a free port, modules to send to it,
//! latencies, and one format for the figures.

pub mod floor;
pub mod latency;
pub mod module;
pub mod report;
pub mod server;
