//! The plugins of a folder, for tests that really call them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use acteon_wasm::Host;
use jiff::Timestamp;

use crate::{About, CountersSnapshot, PluginState, PluginStats, RegisteredPlugin, Registry};

/// Every `*.wasm` of a folder, named like its file.
///
/// # Errors
/// When the folder or a file cannot be read, or a module cannot run; the message says which.
pub fn load_plugins(host: &Host, folder: &Path, limits: PluginLimits) -> Result<Registry, String> {
    let at = |path: &Path, error: &dyn std::fmt::Display| format!("`{}`: {error}", path.display());
    let registry = Registry::default();
    for entry in fs::read_dir(folder).map_err(|error| at(folder, &error))? {
        let path = entry.map_err(|error| at(folder, &error))?.path();
        if path.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = PluginName::try_from(stem).map_err(|error| at(&path, &error))?;
        let bytes = fs::read(&path).map_err(|error| at(&path, &error))?;
        let module = host
            .prepare(&bytes, limits, SnapshotMode::default())
            .map_err(|error| at(&path, &error))?;
        registry.insert(RegisteredPlugin {
            name,
            revision: 1,
            enabled: true,
            limits,
            snapshot: SnapshotMode::default(),
            state: PluginState::Ready(module),
            load_error: None,
            about: About {
                description: None,
                from_file: true,
                registered_at: Timestamp::UNIX_EPOCH,
                updated_at: Timestamp::UNIX_EPOCH,
                module: None,
            },
            stats: Arc::new(PluginStats::resumed(&CountersSnapshot::default())),
        });
    }
    Ok(registry)
}
