//! The server itself.

use acteon_api_types::Readiness;
use serde_json::Value;

use super::SendResult;
use super::read::read;
use super::send::{Method, Terms, send};

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

/// Ends the session of this browser.
///
/// # Errors
/// That the server cannot be reached.
pub async fn sign_out() -> SendResult<()> {
    send(Method::Delete, "/v1/session", None::<&()>, Terms::default()).await
}
