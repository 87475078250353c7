//! The plugin resource.

use acteon_api_types::PluginList;

use super::FetchResult;

/// Every plugin, sorted by name.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
#[cfg(feature = "ssr")]
pub async fn list() -> FetchResult<PluginList> {
    let page = super::page::request()?;
    let list = page.backend.list_plugins().await?;
    Ok(super::Fetched {
        value: list,
        at: page.now,
    })
}

/// Every plugin, sorted by name.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
#[cfg(feature = "hydrate")]
pub async fn list() -> FetchResult<PluginList> {
    super::http::get("/v1/wasm/plugins").await
}
