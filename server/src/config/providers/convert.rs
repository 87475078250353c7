//! A provider as `crates/providers` wants it.

use std::time::Duration;

use acteon_providers::{Header, ProviderConfig, ProviderKind, Secret, Target, WebhookConfig};

use super::{Invalid, ProviderEntry, ProviderType};

impl ProviderEntry {
    pub(super) fn provider(
        &self,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<ProviderConfig, Invalid> {
        let kind = match self.kind {
            ProviderType::Log => ProviderKind::Log,
            ProviderType::Webhook => ProviderKind::Webhook(Box::new(self.webhook(variable)?)),
        };
        Ok(ProviderConfig {
            name: self.name.clone(),
            kind,
        })
    }

    fn webhook(&self, variable: &dyn Fn(&str) -> Option<String>) -> Result<WebhookConfig, Invalid> {
        let held = |key: &str, name: &Option<String>| {
            let name = name.as_deref();
            name.map(|name| read(key, name, variable)).transpose()
        };
        let target = match held("url_env", &self.url_env)? {
            Some(url) => target("url_env", url.reveal())?,
            None => target("url", self.url.as_deref().unwrap_or_default())?,
        };
        let mut webhook = self.bounds(target);
        webhook.secret = held("secret_env", &self.secret_env)?;
        webhook.ca_file.clone_from(&self.ca_file);
        if let Some(token) = held("bearer_env", &self.bearer_env)? {
            let bearer = Header::bearer(&token)
                .map_err(|error| Invalid::new("bearer_env", error.to_string()))?;
            webhook.headers.push(bearer);
        }
        for (name, value) in self.headers.iter().flatten() {
            webhook.headers.push(header("headers", name, value)?);
        }
        for (name, holder) in self.headers_env.iter().flatten() {
            let value = read("headers_env", holder, variable)?;
            webhook.headers.push(header("headers_env", name, &value)?);
        }
        Ok(webhook)
    }

    /// A webhook with the configured numbers, and the defaults for the others.
    pub(super) fn bounds(&self, target: Target) -> WebhookConfig {
        let mut webhook = WebhookConfig::new(target);
        for (bound, milliseconds) in [
            (&mut webhook.connect_timeout, self.connect_timeout_ms),
            (&mut webhook.timeout, self.timeout_ms),
            (&mut webhook.total_timeout, self.total_timeout_ms),
            (&mut webhook.backoff, self.backoff_ms),
            (&mut webhook.max_backoff, self.max_backoff_ms),
            (&mut webhook.circuit.open_for, self.circuit_open_ms),
        ] {
            if let Some(milliseconds) = milliseconds {
                *bound = Duration::from_millis(milliseconds);
            }
        }
        // What is not given follows what is: a shorter time of all attempts shortens each.
        if self.timeout_ms.is_none() {
            webhook.timeout = webhook.timeout.min(webhook.total_timeout);
        }
        if self.total_timeout_ms.is_none() {
            webhook.total_timeout = webhook.total_timeout.max(webhook.timeout);
        }
        if self.connect_timeout_ms.is_none() {
            webhook.connect_timeout = webhook.connect_timeout.min(webhook.timeout);
        }
        for (bound, number) in [
            (&mut webhook.max_attempts, self.max_attempts),
            (&mut webhook.circuit.failures, self.circuit_failures),
        ] {
            if let Some(number) = number {
                *bound = u32::try_from(number).unwrap_or(u32::MAX);
            }
        }
        if let Some(number) = self.max_concurrent {
            webhook.max_concurrent = usize::try_from(number).unwrap_or(usize::MAX);
        }
        webhook
    }
}

pub(super) fn target(key: &str, url: &str) -> Result<Target, Invalid> {
    Target::parse(url).map_err(|error| Invalid::new(key, error.to_string()))
}

pub(super) fn header(key: &str, name: &str, value: &Secret) -> Result<Header, Invalid> {
    Header::new(name, value).map_err(|error| Invalid::new(key, error.to_string()))
}

/// What an environment variable holds.
fn read(
    key: &str,
    name: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Secret, Invalid> {
    match variable(name).filter(|text| !text.is_empty()) {
        Some(text) => Ok(Secret::new(text)),
        None => {
            let message = format!("the environment variable `{name}` is not set or empty; set it");
            Err(Invalid::new(key, message))
        }
    }
}
