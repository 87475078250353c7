//! Whether the keys of a provider can be, and fit together.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use acteon_core::PluginName;
use acteon_providers::{ProviderError, Secret, Target};

use super::convert::{header, target};
use super::{Invalid, ProviderEntry, ProviderType};

/// Headers whose values are secrets whoever sets them.
const CREDENTIALS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

impl ProviderEntry {
    pub(super) fn validate(&self, earlier: &[Self]) -> Result<(), Invalid> {
        if PluginName::new(self.name.as_str()).is_err() {
            let message = ProviderError::Name(self.name.clone()).to_string();
            return Err(Invalid::new("name", message));
        }
        if earlier.iter().any(|other| other.name == self.name) {
            let message = ProviderError::NameTaken(self.name.clone()).to_string();
            return Err(Invalid::new("name", message));
        }
        match self.kind {
            ProviderType::Log => self.validate_log(),
            ProviderType::Webhook => self.validate_webhook(),
        }
    }

    fn validate_log(&self) -> Result<(), Invalid> {
        let texts = [
            ("url", self.url.is_some()),
            ("url_env", self.url_env.is_some()),
            ("secret_env", self.secret_env.is_some()),
            ("bearer_env", self.bearer_env.is_some()),
            ("headers", self.headers.is_some()),
            ("headers_env", self.headers_env.is_some()),
            ("ca_file", self.ca_file.is_some()),
        ];
        let numbers = self.numbers().map(|(key, value, _)| (key, value.is_some()));
        match texts.into_iter().chain(numbers).find(|(_, set)| *set) {
            Some((key, _)) => {
                let message = "is only for `type = \"webhook\"`; remove it or change the type";
                Err(Invalid::new(key, message))
            }
            None => Ok(()),
        }
    }

    fn validate_webhook(&self) -> Result<(), Invalid> {
        match (&self.url, &self.url_env) {
            (Some(url), None) => drop(target("url", url)?),
            (None, Some(_)) => {}
            (None, None) => {
                let message = "is missing; a webhook needs the address of its receiver";
                return Err(Invalid::new("url", message));
            }
            (Some(_), Some(_)) => {
                let message = "is set beside `url`; remove one of them";
                return Err(Invalid::new("url_env", message));
            }
        }
        for (key, value, range) in self.numbers() {
            if let Some(value) = value {
                Invalid::unless_within(key, value, &range)?;
            }
        }
        self.validate_headers()?;
        // Whether the bounds fit together; the address does not matter here.
        let Ok(any) = Target::parse("http://localhost") else {
            return Ok(());
        };
        let webhook = self.bounds(any);
        for (smaller, larger, fits) in [
            (
                "connect_timeout_ms",
                "timeout_ms",
                webhook.connect_timeout <= webhook.timeout,
            ),
            (
                "timeout_ms",
                "total_timeout_ms",
                webhook.timeout <= webhook.total_timeout,
            ),
            (
                "backoff_ms",
                "max_backoff_ms",
                webhook.backoff <= webhook.max_backoff,
            ),
        ] {
            if !fits {
                let message = format!("is larger than `{larger}`; raise that or lower this");
                return Err(Invalid::new(smaller, message));
            }
        }
        Ok(())
    }

    fn validate_headers(&self) -> Result<(), Invalid> {
        let mut names = BTreeSet::new();
        if self.bearer_env.is_some() {
            names.insert("authorization".to_owned());
        }
        let literal = self.headers.iter().flatten();
        for (name, value) in literal {
            header("headers", name, value)?;
            if CREDENTIALS.contains(&name.to_ascii_lowercase().as_str()) {
                let message = format!(
                    "`{name}` holds a secret; put it into an environment variable and name that in \
                     `headers_env`"
                );
                return Err(Invalid::new("headers", message));
            }
        }
        let held = self.headers_env.iter().flatten();
        for (name, _) in held.clone() {
            // The value comes later.
            header("headers_env", name, &Secret::new(""))?;
        }
        let all = self.headers.iter().flatten().map(|(name, _)| name);
        for (key, name) in all
            .map(|name| ("headers", name))
            .chain(held.map(|(name, _)| ("headers_env", name)))
        {
            if !names.insert(name.to_ascii_lowercase()) {
                return Err(Invalid::new(key, format!("`{name}` is set twice")));
            }
        }
        Ok(())
    }

    /// The keys that hold numbers, with the values that are possible.
    fn numbers(&self) -> [(&'static str, Option<u64>, RangeInclusive<u64>); 9] {
        [
            ("connect_timeout_ms", self.connect_timeout_ms, 1..=60_000),
            ("timeout_ms", self.timeout_ms, 1..=300_000),
            ("total_timeout_ms", self.total_timeout_ms, 1..=600_000),
            ("max_attempts", self.max_attempts, 1..=10),
            ("backoff_ms", self.backoff_ms, 1..=60_000),
            ("max_backoff_ms", self.max_backoff_ms, 1..=60_000),
            ("max_concurrent", self.max_concurrent, 1..=10_000),
            ("circuit_failures", self.circuit_failures, 1..=1000),
            ("circuit_open_ms", self.circuit_open_ms, 1..=3_600_000),
        ]
    }
}
