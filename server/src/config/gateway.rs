//! The configuration as the gateway wants it.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use acteon_core::PluginName;
use acteon_gateway::auth::Authenticator;
use acteon_gateway::{
    Clock, DispatchConfig, GatewayConfig, PluginOverride, RulesConfig, WasmConfig,
};

use super::{Config, ConfigError, Invalid, PluginEntry, WasmSection};

/// Places for decisions unless configured otherwise: more than can compute at once, so that plugins
/// that use their whole timeout leave some to others.
const DECISIONS_PER_CORE: usize = 8;

impl Config {
    /// What the gateway needs to know.
    ///
    /// # Errors
    /// A value that was not valid; a loaded configuration has none.
    pub fn gateway(&self) -> Result<GatewayConfig, ConfigError> {
        Ok(GatewayConfig {
            data_dir: self.server.data_dir.clone(),
            rules: self
                .gateway_rules()
                .map_err(|invalid| invalid.within("rules"))?,
            wasm: self
                .wasm
                .gateway()
                .map_err(|invalid| invalid.within("wasm"))?,
            providers: self.gateway_providers()?,
            dispatch: DispatchConfig {
                max_in_flight: self.dispatch.max_in_flight,
            },
            audit: self.audit.gateway(),
        })
    }

    fn gateway_rules(&self) -> Result<RulesConfig, Invalid> {
        Ok(RulesConfig {
            directory: self.rules.directory.clone(),
            default_timezone: self.rules.timezone()?,
            decision_timeout: Duration::from_millis(self.rules.decision_timeout_ms),
        })
    }

    /// What recognises callers, by this clock; none without `[auth]`.
    ///
    /// # Errors
    /// A key that was not valid, or a system without randomness.
    pub fn authenticator(
        &self,
        clock: Arc<dyn Clock>,
    ) -> Result<Option<Authenticator>, ConfigError> {
        let Some(auth) = &self.auth else {
            return Ok(None);
        };
        let keys = auth
            .access_keys()
            .map_err(|invalid| invalid.within("auth"))?;
        Authenticator::new(keys, clock)
            .map(Some)
            .map_err(|error| Invalid::new("auth.keys", error.to_string()).into())
    }
}

impl WasmSection {
    fn gateway(&self) -> Result<WasmConfig, Invalid> {
        let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
        Ok(WasmConfig {
            enabled: self.enabled,
            plugin_dir: self.plugin_dir.clone(),
            default_limits: self.default_limits()?,
            max_module_bytes: self.max_module_bytes,
            max_concurrent_decisions: self
                .max_concurrent_decisions
                .unwrap_or(DECISIONS_PER_CORE * cores),
            max_waiting_decisions: self.max_waiting_decisions,
            plugins: self
                .plugins
                .iter()
                .map(PluginEntry::gateway)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl PluginEntry {
    fn gateway(&self) -> Result<PluginOverride, Invalid> {
        Ok(PluginOverride {
            name: PluginName::new(self.name.as_str())
                .map_err(|error| Invalid::new("plugins", error.to_string()))?,
            description: self.description.clone(),
            memory_limit_bytes: self.memory_limit_bytes,
            timeout_ms: self.timeout_ms,
            snapshot: self.snapshot,
            enabled: self.enabled,
            wasm_path: self.wasm_path.clone(),
        })
    }
}
