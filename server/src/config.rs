//! The configuration: built-in defaults, under a file, under environment variables, under flags.

mod audit;
mod auth;
mod dispatch;
mod gateway;
mod layers;
mod log;
mod metrics;
mod origin;
mod providers;
mod rules;
mod server;
mod wasm;

use serde::{Deserialize, Serialize};

pub use audit::AuditSection;
pub use auth::{AuthSection, KeyEntry};
pub use dispatch::DispatchSection;
pub use layers::{ConfigFile, Flag, Layers};
pub use log::{LogFormat, LogSection};
pub use metrics::MetricsSection;
pub use origin::ConfigError;
pub use providers::{ProviderEntry, ProviderType};
pub use rules::RulesSection;
pub use server::{ServerSection, TrustedProxy};
pub use wasm::{PluginEntry, WasmSection};

use origin::Invalid;

/// The defaults, with every key and a comment for each.
pub const DEFAULTS: &str = include_str!("../acteon.default.toml");

/// The configuration in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `[server]`
    pub server: ServerSection,
    /// `[rules]`
    pub rules: RulesSection,
    /// `[wasm]`
    pub wasm: WasmSection,
    /// `[[providers]]`
    #[serde(default)]
    pub providers: Vec<ProviderEntry>,
    /// `[dispatch]`
    pub dispatch: DispatchSection,
    /// `[audit]`
    pub audit: AuditSection,
    /// `[auth]`; without it there is no authentication.
    pub auth: Option<AuthSection>,
    /// `[log]`
    pub log: LogSection,
    /// `[metrics]`
    pub metrics: MetricsSection,
}

impl Config {
    /// Puts the layers together and checks the result.
    ///
    /// # Errors
    /// One sentence that names the file and line, the variable or the flag, and the key.
    pub fn load(layers: Layers) -> Result<Self, ConfigError> {
        let (config, layers) = layers.merge()?;
        config
            .validate()
            .map_err(|invalid| layers.locate(invalid))?;
        Ok(config)
    }

    fn validate(&self) -> Result<(), Invalid> {
        self.server
            .validate()
            .map_err(|invalid| invalid.within("server"))?;
        self.rules
            .validate()
            .map_err(|invalid| invalid.within("rules"))?;
        self.wasm
            .validate()
            .map_err(|invalid| invalid.within("wasm"))?;
        self.validate_providers()?;
        self.dispatch
            .validate()
            .map_err(|invalid| invalid.within("dispatch"))?;
        self.audit
            .validate()
            .map_err(|invalid| invalid.within("audit"))?;
        if let Some(auth) = &self.auth {
            auth.validate().map_err(|invalid| invalid.within("auth"))?;
        }
        self.log
            .validate()
            .map_err(|invalid| invalid.within("log"))?;
        self.refuse_exposure()
    }

    /// Everybody who reaches a server without authentication is an admin.
    fn refuse_exposure(&self) -> Result<(), Invalid> {
        let open = self.auth.is_none() && !self.server.allow_unauthenticated;
        if open
            && !self
                .server
                .address()
                .is_some_and(|address| address.is_loopback())
        {
            return Err(Invalid::new(
                "server.host",
                format!(
                    "`{}` can be reached by others and there is no `[auth]` section; add keys \
                     (`acteon-server new-key NAME`), listen on 127.0.0.1, or set \
                     `server.allow_unauthenticated = true`",
                    self.server.host
                ),
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
