//! The server itself.

use acteon_api_types::{Health, Readiness, Stats};
use serde_json::Value;

use super::read::read;

read! {
    /// The configuration in force, secrets hidden.
    config() -> Value,
    server: |backend| backend.config(),
    browser: "/v1/config",
}

read! {
    /// Whether decisions can be made, and what stands in the way. A server that is not ready
    /// answers all the same.
    readiness() -> Readiness,
    server: |backend| backend.readiness(),
    browser: "/ready",
}

read! {
    /// Version and uptime.
    health() -> Health,
    server: |backend| backend.health(),
    browser: "/health",
}

read! {
    /// What happened within the last minutes: `window` is `5m`, `15m`, `1h` and so on.
    stats(window: &'static str) -> Stats,
    server: |backend| backend.stats(window),
    browser: format!("/v1/stats?window={window}"),
}
