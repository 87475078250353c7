//! What the fuzz targets share: a host with tight limits, and a server in memory.

pub mod host;
#[cfg(feature = "http")]
pub mod http;
pub mod rules;
