//! The plugin resource, `/v1/wasm/plugins`.

mod delete;
mod get;
mod invocations;
mod list;
mod register;
mod replace;
mod restore;
mod revisions;
mod test;
mod update;

pub(crate) use delete::*;
pub(crate) use get::*;
pub(crate) use invocations::*;
pub(crate) use list::*;
pub(crate) use register::*;
pub(crate) use replace::*;
pub(crate) use restore::*;
pub(crate) use revisions::*;
pub(crate) use test::*;
pub(crate) use update::*;

use acteon_core::SnapshotMode;
use utoipa::ToSchema;

/// An uploaded module as `multipart/form-data`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read field by field")]
pub(crate) struct PluginForm {
    /// Unique name; in a replacement it may be left out.
    name: String,
    /// The module.
    #[schema(value_type = String, format = Binary)]
    wasm_file: Vec<u8>,
    /// What it is for.
    description: Option<String>,
    /// Memory limit in bytes, 65536 to 268435456.
    memory_limit_bytes: Option<u64>,
    /// Timeout in milliseconds, 1 to 30000.
    timeout_ms: Option<u64>,
    /// Whether rules may call it; true when absent.
    enabled: Option<bool>,
    /// SHA-256 the module must have, in hex.
    sha256: Option<String>,
    /// When the plugin is initialised once and its calls start from a snapshot; `auto` when absent.
    snapshot: Option<SnapshotMode>,
}
