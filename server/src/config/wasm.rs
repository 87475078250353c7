//! `[wasm]`

use std::path::PathBuf;

use acteon_core::{PluginLimits, PluginName, SnapshotMode, consts::MAX_PLUGINS};
use serde::{Deserialize, Serialize};

use super::origin::Invalid;

/// The plugin runtime.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WasmSection {
    /// Whether plugins run at all.
    pub enabled: bool,
    /// Folder whose `*.wasm` files are plugins.
    pub plugin_dir: Option<PathBuf>,
    /// Memory limit of plugins that name none, in bytes.
    pub default_memory_limit_bytes: u64,
    /// Timeout of plugins that name none, in milliseconds.
    pub default_timeout_ms: u64,
    /// Largest module accepted, in bytes.
    pub max_module_bytes: u64,
    /// Decisions that may run plugins at the same time.
    pub max_concurrent_decisions: Option<usize>,
    /// Decisions that may wait for a place.
    pub max_waiting_decisions: usize,
    /// `[[wasm.plugins]]`
    #[serde(default)]
    pub plugins: Vec<PluginEntry>,
}

/// One entry of `[[wasm.plugins]]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PluginEntry {
    /// The plugin.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Memory limit in bytes.
    pub memory_limit_bytes: Option<u64>,
    /// Timeout in milliseconds.
    pub timeout_ms: Option<u64>,
    /// When its calls start from a snapshot: `auto`, `always` or `never`.
    pub snapshot: Option<SnapshotMode>,
    /// Whether rules may call it.
    pub enabled: Option<bool>,
    /// The module's file.
    pub wasm_path: Option<PathBuf>,
}

impl WasmSection {
    pub(super) fn default_limits(&self) -> Result<PluginLimits, Invalid> {
        PluginLimits::new(self.default_memory_limit_bytes, self.default_timeout_ms)
            .map_err(|error| Invalid::limit("default_", &error))
    }

    pub(super) fn validate(&self) -> Result<(), Invalid> {
        self.default_limits()?;
        Invalid::unless_within(
            "max_module_bytes",
            self.max_module_bytes,
            &(8..=1_073_741_824),
        )?;
        if let Some(decisions) = self.max_concurrent_decisions {
            Invalid::unless_within("max_concurrent_decisions", decisions as u64, &(1..=4096))?;
        }
        let waiting = self.max_waiting_decisions as u64;
        Invalid::unless_within("max_waiting_decisions", waiting, &(0..=1_000_000))?;
        if self.plugins.len() > MAX_PLUGINS {
            let message = format!(
                "lists {}; at most {MAX_PLUGINS} can be registered",
                self.plugins.len()
            );
            return Err(Invalid::new("plugins", message));
        }
        for (index, plugin) in self.plugins.iter().enumerate() {
            let earlier = self.plugins.iter().take(index);
            plugin
                .validate(self, earlier)
                .map_err(|invalid| invalid.within(&format!("plugins[{index}]")))?;
        }
        Ok(())
    }
}

impl PluginEntry {
    fn validate<'a>(
        &self,
        section: &WasmSection,
        mut earlier: impl Iterator<Item = &'a Self>,
    ) -> Result<(), Invalid> {
        PluginName::new(self.name.as_str())
            .map_err(|error| Invalid::new("name", format!("`{}`: {error}", self.name)))?;
        if earlier.any(|other| other.name == self.name) {
            let message = format!("`{}` is listed twice", self.name);
            return Err(Invalid::new("name", message));
        }
        PluginLimits::new(
            self.memory_limit_bytes
                .unwrap_or(section.default_memory_limit_bytes),
            self.timeout_ms.unwrap_or(section.default_timeout_ms),
        )
        .map(|_| ())
        .map_err(|error| Invalid::limit("", &error))
    }
}
