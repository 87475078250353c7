//! Bringing what is stored into the registry.

use std::sync::Arc;
use std::time::Duration;

use acteon_core::{PluginLimits, PluginName};
use acteon_evaluator::{About, AboutModule, PluginState, PluginStats, RegisteredPlugin};
use acteon_store::{PluginRecord, PluginSource};
use acteon_wasm::PreparedModule;
use tracing::{error, info};

use crate::{Gateway, GatewayError, convert, events};

/// How often a store that cannot be read is tried again.
const RETRY: Duration = Duration::from_secs(2);
/// Time that the initialisation of a stored module has at least, in milliseconds: it was tried out
/// when it was registered, and a start on a busy machine must not lose it.
const TRIAL_TIMEOUT_MS: u64 = 5000;

impl Gateway {
    /// Loads every plugin after a start. What cannot be loaded is listed as failed. A store that
    /// cannot be read is tried again: a server without its plugins is not ready.
    pub(crate) async fn load_plugins(&self) {
        if self.inner.host.is_none() {
            info!("plugins are switched off; set [wasm] enabled = true to use them");
            return;
        }
        while let Err(failure) = self.load_stored_plugins().await {
            error!(error = %failure, "the stored plugins could not be read; trying again");
            let waited = tokio::time::sleep(RETRY);
            if self
                .inner
                .stopping
                .run_until_cancelled(waited)
                .await
                .is_none()
            {
                return;
            }
        }
        self.scan_files().await;
        info!(plugins = self.inner.registry.len(), "plugins loaded");
    }

    async fn load_stored_plugins(&self) -> Result<(), GatewayError> {
        let saved = self.inner.store.counters().await?;
        let mut shown: Option<PluginName> = None;
        for record in self.inner.store.plugins().await? {
            // Of one name the upload comes first and stands in front of the file.
            if shown.as_ref() == Some(&record.name) {
                continue;
            }
            if self.inner.stopping.is_cancelled() {
                return Ok(());
            }
            shown = Some(record.name.clone());
            let counters = saved.iter().find(|counters| counters.name == record.name);
            let stats = counters
                .map(convert::counters_from_store)
                .unwrap_or_default();
            let stats = Arc::new(PluginStats::resumed(&stats));
            self.show_stored(&record, None, Some(stats)).await;
        }
        Ok(())
    }

    /// Puts a stored plugin into the registry, compiled (or found in the cache).
    pub(crate) async fn show_stored(
        &self,
        record: &PluginRecord,
        file_error: Option<String>,
        stats: Option<Arc<PluginStats>>,
    ) -> Arc<RegisteredPlugin> {
        let module = match self.inner.store.module(record.sha256).await {
            Ok(bytes) => {
                let limits = trial_limits(record.limits);
                let prepared = self.prepare(bytes, None, limits, record.snapshot).await;
                prepared.map(|prepared| prepared.module)
            }
            Err(error) => Err(error.into()),
        };
        if let Err(error) = &module {
            events::plugin_failed_to_load(&record.name, &error.to_string());
        }
        let module = module.map_err(|error| error.to_string());
        self.insert(record, module, file_error, stats)
    }

    /// Puts a plugin that was just stored into the registry. Counters go on.
    pub(crate) fn show_record(
        &self,
        record: &PluginRecord,
        module: Result<PreparedModule, String>,
        file_error: Option<String>,
    ) -> Arc<RegisteredPlugin> {
        self.insert(record, module, file_error, None)
    }

    fn insert(
        &self,
        record: &PluginRecord,
        module: Result<PreparedModule, String>,
        file_error: Option<String>,
        stats: Option<Arc<PluginStats>>,
    ) -> Arc<RegisteredPlugin> {
        let (state, load_error) = match module {
            Ok(module) => (PluginState::Ready(module), file_error),
            Err(error) => (PluginState::Failed, Some(error)),
        };
        self.insert_plugin(RegisteredPlugin {
            name: record.name.clone(),
            revision: record.revision,
            enabled: record.enabled,
            limits: record.limits,
            snapshot: record.snapshot,
            state,
            load_error,
            about: About {
                description: record.description.clone(),
                from_file: record.source == PluginSource::PluginDir,
                registered_at: record.registered_at,
                updated_at: record.updated_at,
                module: Some(AboutModule {
                    sha256: record.sha256.to_string(),
                    size_bytes: record.size_bytes,
                }),
            },
            stats: stats.unwrap_or_else(|| self.stats(&record.name)),
        })
    }

    pub(crate) fn insert_plugin(&self, plugin: RegisteredPlugin) -> Arc<RegisteredPlugin> {
        let plugin = self.inner.registry.insert(plugin);
        self.inner.metrics.plugin_shown(&plugin.name);
        self.inner
            .metrics
            .plugins_changed(self.inner.registry.len());
        plugin
    }

    pub(crate) fn remove_plugin(&self, name: &PluginName) {
        self.inner.registry.remove(name);
        self.inner
            .metrics
            .plugins_changed(self.inner.registry.len());
        self.inner.metrics.plugin_removed(name);
    }

    /// The counters of a name: those it has, or new ones.
    pub(crate) fn stats(&self, name: &PluginName) -> Arc<PluginStats> {
        self.inner
            .registry
            .get(name)
            .map_or_else(Arc::default, |plugin| Arc::clone(&plugin.stats))
    }

    /// Saves every plugin's counters.
    pub(crate) async fn save_counters(&self) {
        let counters: Vec<_> = self
            .inner
            .registry
            .all()
            .iter()
            .map(|plugin| convert::counters_to_store(plugin))
            .collect();
        if counters.is_empty() {
            return;
        }
        let mut saved = self.inner.saved_counters.lock().await;
        if *saved == counters {
            return;
        }
        match self.inner.store.save_counters(&counters).await {
            Ok(()) => *saved = counters,
            Err(failure) => error!(error = %failure, "invocation counters could not be saved"),
        }
    }
}

fn trial_limits(limits: PluginLimits) -> PluginLimits {
    let timeout_ms = u64::from(limits.timeout_ms()).max(TRIAL_TIMEOUT_MS);
    PluginLimits::new(limits.memory_limit_bytes(), timeout_ms).unwrap_or(limits)
}
