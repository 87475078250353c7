//! What the gateway needs to know to start. The server fills it from file, environment and flags.

use std::path::PathBuf;
use std::time::Duration;

use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use acteon_providers::ProviderConfig;
use jiff::tz::TimeZone;

/// Everything that can be configured about the gateway.
#[derive(Clone, Debug)]
pub struct GatewayConfig {
    /// Folder of the embedded store and of compiled code; made when it does not exist.
    pub data_dir: PathBuf,
    /// Rules.
    pub rules: RulesConfig,
    /// Plugins.
    pub wasm: WasmConfig,
    /// What carries actions out.
    pub providers: Vec<ProviderConfig>,
    /// Dispatching.
    pub dispatch: DispatchConfig,
    /// The audit.
    pub audit: AuditConfig,
}

/// `[dispatch]`
#[derive(Clone, Debug)]
pub struct DispatchConfig {
    /// Actions in flight at once, those that a provider has aside.
    pub max_in_flight: usize,
}

/// `[audit]`
#[derive(Clone, Debug)]
pub struct AuditConfig {
    /// JSON pointers into the action, `/payload/...` or `/metadata/...`, of what is hidden.
    pub mask: Vec<String>,
    /// How long records are kept.
    pub retention: Duration,
    /// How many records are kept.
    pub max_records: u64,
    /// How long a dedup key that no rule keeps for ever is known to have been seen.
    pub seen_retention: Duration,
}

/// `[rules]`
#[derive(Clone, Debug)]
pub struct RulesConfig {
    /// Folder with the rule files; without one the rule set is empty.
    pub directory: Option<PathBuf>,
    /// Zone of rules that name none.
    pub default_timezone: TimeZone,
    /// Longest time one decision may take.
    pub decision_timeout: Duration,
}

/// `[wasm]`
#[derive(Clone, Debug)]
pub struct WasmConfig {
    /// Whether plugins run at all.
    pub enabled: bool,
    /// Folder whose `*.wasm` files are plugins.
    pub plugin_dir: Option<PathBuf>,
    /// Limits of plugins that name none.
    pub default_limits: PluginLimits,
    /// Largest module accepted, in bytes.
    pub max_module_bytes: u64,
    /// Decisions that may run plugins at the same time.
    pub max_concurrent_decisions: usize,
    /// Decisions that may wait for a place.
    pub max_waiting_decisions: usize,
    /// `[[wasm.plugins]]`
    pub plugins: Vec<PluginOverride>,
}

/// One entry of `[[wasm.plugins]]`: what is given overrides the file of that name in
/// `plugin_dir`, or, with `wasm_path`, names the file.
#[derive(Clone, Debug)]
pub struct PluginOverride {
    /// The plugin.
    pub name: PluginName,
    /// What it is for.
    pub description: Option<String>,
    /// Memory limit in bytes.
    pub memory_limit_bytes: Option<u64>,
    /// Timeout in milliseconds.
    pub timeout_ms: Option<u64>,
    /// When its calls start from a snapshot.
    pub snapshot: Option<SnapshotMode>,
    /// Whether rules may call it.
    pub enabled: Option<bool>,
    /// The module's file, when it does not lie in `plugin_dir`.
    pub wasm_path: Option<PathBuf>,
}

impl PluginOverride {
    /// An entry that overrides nothing.
    pub(crate) const fn nothing(name: PluginName) -> Self {
        Self {
            name,
            description: None,
            memory_limit_bytes: None,
            timeout_ms: None,
            snapshot: None,
            enabled: None,
            wasm_path: None,
        }
    }
}
