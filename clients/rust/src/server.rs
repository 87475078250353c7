//! The server itself.

use acteon_api_types::{Health, Readiness, Session, Stats};
use reqwest::StatusCode;
use serde_json::Value;

use crate::request::Call;
use crate::{ActeonClient, Error};

impl ActeonClient {
    /// Whether the process serves.
    ///
    /// # Errors
    /// See [`Error`]; so for all calls.
    pub async fn health(&self) -> Result<Health, Error> {
        self.fetch(Call::get("health")).await
    }

    /// Whether decisions are made, and what stands in the way. That a server is not ready is an
    /// answer, not an error.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn ready(&self) -> Result<Readiness, Error> {
        let call = Call::get("ready").accept(StatusCode::SERVICE_UNAVAILABLE);
        self.fetch(call).await
    }

    /// What happened lately, as far back as `window` says: `5m`, `15m`, `1h`, `6h` or `24h`; 15
    /// minutes without it.
    ///
    /// # Errors
    /// [`Error::is_invalid`] for another window.
    pub async fn stats(&self, window: Option<&str>) -> Result<Stats, Error> {
        let query = window.map(|window| [("window", window)]);
        self.fetch(Call::get("v1/stats").query(&query.unwrap_or_default())?)
            .await
    }

    /// The metrics in Prometheus' text format.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn metrics(&self) -> Result<String, Error> {
        self.send(Call::get("metrics")).await
    }

    /// The configuration in force, by section and key; secrets are hidden.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn config(&self) -> Result<Value, Error> {
        self.fetch(Call::get("v1/config")).await
    }

    /// As whom the server takes the caller.
    ///
    /// # Errors
    /// [`Error::is_unauthenticated`] when the key is missing or not known.
    pub async fn session(&self) -> Result<Session, Error> {
        self.fetch(Call::get("v1/session")).await
    }
}
