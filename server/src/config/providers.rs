//! `[[providers]]`

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use acteon_providers::{ProviderConfig, Secret};
use serde::{Deserialize, Serialize, Serializer};

use super::Config;
use super::origin::Invalid;

mod convert;
mod validate;

/// One entry of `[[providers]]`. It shows no header's value and no query.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderEntry {
    /// Name that actions ask for.
    pub name: String,
    /// What it does with them.
    #[serde(rename = "type")]
    pub kind: ProviderType,
    /// Address of the receiver.
    #[serde(serialize_with = "without_query")]
    pub url: Option<String>,
    /// Variable that holds the address, where that is a secret.
    pub url_env: Option<String>,
    /// Variable that holds the secret which requests are signed with.
    pub secret_env: Option<String>,
    /// Variable that holds the token for `Authorization: Bearer`.
    pub bearer_env: Option<String>,
    /// Headers of every request.
    pub headers: Option<BTreeMap<String, Secret>>,
    /// Headers of every request, with the variables that hold their values.
    pub headers_env: Option<BTreeMap<String, String>>,
    /// PEM file of certificates that are trusted beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Longest time until a connection stands, in milliseconds.
    pub connect_timeout_ms: Option<u64>,
    /// Longest time of one attempt, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// Longest time of all attempts and the waits between them, in milliseconds.
    pub total_timeout_ms: Option<u64>,
    /// Most attempts.
    pub max_attempts: Option<u64>,
    /// Wait before the second attempt, in milliseconds.
    pub backoff_ms: Option<u64>,
    /// Longest wait between two attempts, in milliseconds.
    pub max_backoff_ms: Option<u64>,
    /// Most deliveries at the same time.
    pub max_concurrent: Option<u64>,
    /// Attempts that fail one after the other until the circuit opens.
    pub circuit_failures: Option<u64>,
    /// How long the circuit stays open, in milliseconds.
    pub circuit_open_ms: Option<u64>,
}

/// What a provider does with an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProviderType {
    /// Writes it to the log.
    Log,
    /// Sends it to a receiver.
    Webhook,
}

impl Config {
    /// The providers, with what they take from the environment.
    pub(super) fn gateway_providers(&self) -> Result<Vec<ProviderConfig>, Invalid> {
        let variable = |name: &str| std::env::var(name).ok();
        each(&self.providers, |_, entry| entry.provider(&variable))
    }

    pub(super) fn validate_providers(&self) -> Result<(), Invalid> {
        each(&self.providers, |earlier, entry| entry.validate(earlier)).map(drop)
    }
}

/// Does `work` with each entry and those before it; an error names the entry.
fn each<T>(
    entries: &[ProviderEntry],
    work: impl Fn(&[ProviderEntry], &ProviderEntry) -> Result<T, Invalid>,
) -> Result<Vec<T>, Invalid> {
    let entry = |(index, entry)| {
        work(&entries[..index], entry)
            .map_err(|invalid| invalid.within(&format!("providers[{index}]")))
    };
    entries.iter().enumerate().map(entry).collect()
}

/// What the configuration's endpoint shows is all that shows.
impl fmt::Debug for ProviderEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

fn without_query<S: Serializer>(url: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let shown = url.as_deref().and_then(|url| url.split(['?', '#']).next());
    shown.serialize(serializer)
}

#[cfg(test)]
mod tests;
