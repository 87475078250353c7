//! The configured providers.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use acteon_core::PluginName;

use crate::webhook::{Trust, Webhook};
use crate::{
    CircuitState, Delivered, Delivery, ProviderConfig, ProviderError, ProviderKind, SystemTime,
    Time, log,
};

/// The configured providers, by name.
#[derive(Default)]
pub struct Providers {
    by_name: BTreeMap<String, Arc<Provider>>,
}

impl Providers {
    /// Makes the providers. Reads certificates, so it may wait for a disk; nothing is sent.
    ///
    /// # Errors
    /// [`ProviderError`]
    pub fn new(configs: Vec<ProviderConfig>) -> Result<Self, ProviderError> {
        Self::with_time(configs, Arc::new(SystemTime))
    }

    /// The same, with a clock of the caller's.
    ///
    /// # Errors
    /// [`ProviderError`]
    pub fn with_time(
        configs: Vec<ProviderConfig>,
        time: Arc<dyn Time>,
    ) -> Result<Self, ProviderError> {
        let mut trust = Trust::default();
        let mut by_name = BTreeMap::new();
        for config in configs {
            let provider = Provider::new(config, &mut trust, time.clone())?;
            let name = provider.name.clone();
            if by_name.insert(name.clone(), Arc::new(provider)).is_some() {
                return Err(ProviderError::NameTaken(name));
            }
        }
        Ok(Self { by_name })
    }

    /// The provider of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<Provider>> {
        self.by_name.get(name)
    }

    /// All of them, in order of their names.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.by_name.values()
    }
}

/// What carries actions out.
pub struct Provider {
    name: String,
    carrier: Carrier,
    time: Arc<dyn Time>,
}

enum Carrier {
    Log,
    Webhook(Box<Webhook>),
}

/// How a provider does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderStatus {
    /// Deliveries on their way; for the log always 0.
    pub in_flight: usize,
    /// Where its circuit stands; for the log always closed.
    pub circuit: CircuitState,
}

impl Provider {
    fn new(
        config: ProviderConfig,
        trust: &mut Trust,
        time: Arc<dyn Time>,
    ) -> Result<Self, ProviderError> {
        // The same rule as for plugins: safe in a path, a metric label and a log line.
        if PluginName::new(config.name.as_str()).is_err() {
            return Err(ProviderError::Name(config.name));
        }
        let carrier = match config.kind {
            ProviderKind::Log => Carrier::Log,
            ProviderKind::Webhook(webhook) => Carrier::Webhook(Box::new(Webhook::new(
                &config.name,
                *webhook,
                trust,
                time.clone(),
            )?)),
        };
        Ok(Self {
            name: config.name,
            carrier,
            time,
        })
    }

    /// The name that actions ask for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `log` or `webhook`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.carrier {
            Carrier::Log => "log",
            Carrier::Webhook(_) => "webhook",
        }
    }

    /// Carries an action out. Dropping the future gives up: the receiver may or may not have got
    /// the action.
    pub async fn deliver(&self, delivery: &Delivery) -> Delivered {
        let start = self.time.instant();
        let (result, attempts) = match &self.carrier {
            Carrier::Log => (Ok(log::deliver(delivery)), 1),
            Carrier::Webhook(webhook) => webhook.deliver(delivery).await,
        };
        Delivered {
            result,
            attempts,
            duration: self.time.instant().saturating_duration_since(start),
        }
    }

    /// How it does now.
    #[must_use]
    pub fn status(&self) -> ProviderStatus {
        match &self.carrier {
            Carrier::Log => ProviderStatus {
                in_flight: 0,
                circuit: CircuitState::Closed,
            },
            Carrier::Webhook(webhook) => webhook.status(),
        }
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("name", &self.name)
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}
