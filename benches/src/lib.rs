//! What the benchmark binaries share: a real server on a free port and what to measure it against,
//! clients, modules and rules to send to it, latencies, and one format for the figures.

pub mod bare_server;
pub mod exposition;
pub mod floor;
pub mod http;
pub mod inputs;
pub mod latency;
pub mod load;
pub mod median;
pub mod module;
pub mod process;
pub mod receiver;
pub mod report;
pub mod server;
pub mod tally;
