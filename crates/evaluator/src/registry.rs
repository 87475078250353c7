//! The plugins that rules can call, by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use acteon_wasm::PreparedModule;
use arc_swap::ArcSwap;
use jiff::Timestamp;

use crate::PluginStats;

/// Whether a plugin's module can be called.
#[derive(Clone)]
pub enum PluginState {
    /// The module is compiled and linked.
    Ready(PreparedModule),
    /// The module could not be loaded and no former one stands in.
    Failed,
}

/// What is shown about a plugin; no call depends on it.
#[derive(Clone, Debug)]
pub struct About {
    /// What it is for.
    pub description: Option<String>,
    /// Whether it was read from a file rather than uploaded.
    pub from_file: bool,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Its module; none when that could not be read.
    pub module: Option<AboutModule>,
}

/// What is shown about a plugin's module.
#[derive(Clone, Debug)]
pub struct AboutModule {
    /// SHA-256 in lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    pub size_bytes: u64,
}

/// One registered plugin: immutable, replaced as a whole when anything about it changes, so that
/// a call in flight keeps what it started with.
pub struct RegisteredPlugin {
    /// Unique name.
    pub name: PluginName,
    /// Number of the revision this is.
    pub revision: u64,
    /// Whether rules may call it.
    pub enabled: bool,
    /// What one invocation may use.
    pub limits: PluginLimits,
    /// When its calls start from a snapshot.
    pub snapshot: SnapshotMode,
    /// The module.
    pub state: PluginState,
    /// Why its file could not be loaded. With [`PluginState::Ready`] the former module answers.
    pub load_error: Option<String>,
    /// What is shown about it.
    pub about: About,
    /// Counters; they outlive revisions.
    pub stats: Arc<PluginStats>,
}

type Plugins = BTreeMap<PluginName, Arc<RegisteredPlugin>>;

/// Name to plugin. Readers never wait; writers replace the whole map and are expected to be
/// serialised by their caller.
#[derive(Default)]
pub struct Registry {
    plugins: ArcSwap<Plugins>,
}

impl Registry {
    /// The plugin of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Arc<RegisteredPlugin>> {
        self.plugins.load().get(name).cloned()
    }

    /// Every plugin, sorted by name.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<RegisteredPlugin>> {
        self.plugins.load().values().cloned().collect()
    }

    /// How many plugins are registered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plugins.load().len()
    }

    /// Whether no plugin is registered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a plugin in place of the one of that name, if there is one.
    pub fn insert(&self, plugin: RegisteredPlugin) -> Arc<RegisteredPlugin> {
        let plugin = Arc::new(plugin);
        self.plugins.rcu(|plugins| {
            let mut plugins = Plugins::clone(plugins);
            plugins.insert(plugin.name.clone(), Arc::clone(&plugin));
            plugins
        });
        plugin
    }

    /// Takes a plugin out. Calls in flight finish with the module they started with.
    pub fn remove(&self, name: &str) {
        self.plugins.rcu(|plugins| {
            let mut plugins = Plugins::clone(plugins);
            plugins.remove(name);
            plugins
        });
    }
}
