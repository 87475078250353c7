//! The plugin resource, `/v1/wasm/plugins`.

use crate::Timestamp;
use acteon_core::{InvocationOrigin, SnapshotMode};
use serde::{Deserialize, Serialize};

/// Whether a plugin can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PluginStatus {
    /// Rules can call it.
    Active,
    /// Switched off: a rule that calls it evaluates as an error.
    Disabled,
    /// Its file could not be loaded; `last_error` says why.
    Failed,
}

/// Where a plugin comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PluginSource {
    /// Registered over the API.
    Upload,
    /// Read from a file in `plugin_dir` or named by `wasm_path`.
    PluginDir,
}

/// The limits once more, as the original's clients read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginConfig {
    /// Memory limit in bytes.
    pub memory_limit_bytes: u64,
    /// Timeout in milliseconds.
    pub timeout_ms: u32,
}

/// Invocations by what caused them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OriginCounts {
    /// By dispatched actions.
    pub dispatch: u64,
    /// By the rule playground.
    pub playground: u64,
    /// By the test endpoint.
    pub test: u64,
}

impl OriginCounts {
    /// All of them together.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.dispatch + self.playground + self.test
    }

    /// The count of one origin.
    #[must_use]
    pub const fn get(&self, origin: InvocationOrigin) -> u64 {
        match origin {
            InvocationOrigin::Dispatch => self.dispatch,
            InvocationOrigin::Playground => self.playground,
            InvocationOrigin::Test => self.test,
        }
    }
}

/// Durations of a plugin's invocations since the server started, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LatencyFigures {
    /// How many invocations the figures are made of.
    pub count: u64,
    /// Half were at most this long.
    pub p50_us: u64,
    /// 95 of 100 were at most this long.
    pub p95_us: u64,
    /// 99 of 100 were at most this long.
    pub p99_us: u64,
    /// The longest.
    pub max_us: u64,
}

/// A plugin in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Plugin {
    /// Unique name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Whether it can answer.
    pub status: PluginStatus,
    /// Memory limit in bytes.
    pub memory_limit_bytes: u64,
    /// Timeout in milliseconds.
    pub timeout_ms: u32,
    /// The limits once more.
    pub config: PluginConfig,
    /// Invocations ever.
    pub invocation_count: u64,
    /// The same by what caused them.
    pub invocations_by_origin: OriginCounts,
    /// Failed invocations ever.
    pub error_count: u64,
    /// When it was invoked last.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub last_invoked_at: Option<Timestamp>,
    /// When it was registered.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub registered_at: Timestamp,
    /// The same instant, as the original's clients read it.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
    /// Where it comes from.
    pub source: PluginSource,
    /// Number of its present revision, also its `ETag`.
    pub revision: u64,
    /// Message of the last failed invocation, or why its file could not be loaded.
    pub last_error: Option<String>,
    /// Latency since the server started; null before the first invocation.
    pub latency: Option<LatencyFigures>,
}

/// Answer of `GET /v1/wasm/plugins`, sorted by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginList {
    /// The plugins.
    pub plugins: Vec<Plugin>,
    /// How many there are.
    pub count: usize,
    /// The same number, as the original's clients read it.
    pub total: usize,
}

/// One import of a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginImport {
    /// The module it is imported from.
    pub module: String,
    /// Its name there.
    pub name: String,
}

/// Answer of `GET /v1/wasm/plugins/{name}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginDetail {
    /// The fields of the list entry.
    #[serde(flatten)]
    pub plugin: Plugin,
    /// Size of the module in bytes; null when its file could not be read.
    pub size_bytes: Option<u64>,
    /// SHA-256 of the module in lower-case hex; null when its file could not be read.
    pub sha256: Option<String>,
    /// Exported functions a rule can call: those of type `(i32, i32) -> i64`.
    pub functions: Vec<String>,
    /// What the module imports.
    pub imports: Vec<PluginImport>,
    /// Whether its calls start from a snapshot taken after initialisation.
    pub snapshot: PluginSnapshot,
    /// Names of the loaded rules that call it.
    pub referenced_by: Vec<String>,
    /// Highest memory use of one invocation since the server started, in bytes.
    pub memory_high_water_bytes: u64,
}

/// Whether a plugin's calls start from a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginSnapshot {
    /// What its registration asks for.
    pub mode: SnapshotMode,
    /// Whether there is one.
    pub taken: bool,
    /// Why there is none, or what the initialisation read that is the same for all calls now; null
    /// when there is nothing to say.
    pub reason: Option<String>,
}

/// Answer of a successful registration: the specification's fields, and what the server adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginRegistered {
    /// The plugin as `GET` shows it.
    #[serde(flatten)]
    pub plugin: PluginDetail,
    /// What is worth knowing although it did not stand in the way.
    pub warnings: Vec<String>,
}

/// Body of `POST /v1/plugins` in JSON, the original's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RegisterPluginJson {
    /// Unique name.
    pub name: String,
    /// The module in base64.
    pub wasm_bytes: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// Limits.
    #[serde(default)]
    pub config: Option<RegisterPluginJsonConfig>,
    /// Start enabled; true when absent.
    #[serde(default)]
    pub enabled: Option<bool>,
    /// SHA-256 the module must have, in hex.
    #[serde(default)]
    pub sha256: Option<String>,
    /// When the plugin is initialised once and its calls start from a snapshot; `auto` when absent.
    #[serde(default)]
    pub snapshot: Option<SnapshotMode>,
}

/// The limits in [`RegisterPluginJson`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RegisterPluginJsonConfig {
    /// Memory limit in bytes, 65536 to 268435456; the server's default when absent.
    #[serde(default)]
    pub memory_limit_bytes: Option<u64>,
    /// Timeout in milliseconds, 1 to 30000; the server's default when absent.
    #[serde(default)]
    pub timeout_ms: Option<u64>,
}

/// Body of `PATCH /v1/wasm/plugins/{name}`; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UpdatePluginRequest {
    /// New description; an empty one removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// New memory limit in bytes, 65536 to 268435456.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_limit_bytes: Option<u64>,
    /// New timeout in milliseconds, 1 to 30000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    /// When its calls start from a snapshot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<SnapshotMode>,
    /// Switch on or off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// One revision of a plugin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginRevision {
    /// Its number, rising.
    pub revision: u64,
    /// When it was made.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// Name of the key that made it; `system` for a file that changed, null without authentication.
    pub caller: Option<String>,
    /// How it came to be.
    pub operation: crate::ChangeOperation,
    /// Whether it is the present one.
    pub current: bool,
    /// Whether its module is still kept, so that it can be restored.
    pub restorable: bool,
    /// SHA-256 of its module in lower-case hex.
    pub sha256: String,
    /// Size of its module in bytes.
    pub size_bytes: u64,
    /// Description at the time.
    pub description: Option<String>,
    /// Memory limit at the time, in bytes.
    pub memory_limit_bytes: u64,
    /// Timeout at the time, in milliseconds.
    pub timeout_ms: u32,
    /// When its calls started from a snapshot.
    pub snapshot: SnapshotMode,
    /// Whether it was switched on.
    pub enabled: bool,
}

/// Answer of `GET /v1/wasm/plugins/{name}/revisions`, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginRevisionList {
    /// The revisions.
    pub revisions: Vec<PluginRevision>,
    /// How many there are.
    pub count: usize,
}
