//! The plugin resource.

use acteon_api_types::PluginList;

use super::FetchResult;

/// Every plugin, sorted by name.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
#[cfg(feature = "ssr")]
pub async fn list() -> FetchResult<PluginList> {
    super::page::read(async |backend| backend.list_plugins().await).await
}

/// Every plugin, sorted by name.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
#[cfg(feature = "hydrate")]
pub async fn list() -> FetchResult<PluginList> {
    super::http::get("/v1/wasm/plugins").await
}
