//! What a server provides to the pages it renders.

use std::sync::Arc;

use acteon_api_types::PluginList;
use async_trait::async_trait;
use jiff::Timestamp;
use leptos::context::use_context;

use crate::{ApiError, Theme};

/// The data behind the pages. One method per REST operation that a page reads; the server adapts
/// its use cases to it, and maps their errors to the status and message of the REST API.
#[async_trait]
pub trait Backend: Send + Sync {
    /// `GET /v1/wasm/plugins`.
    async fn list_plugins(&self) -> Result<PluginList, ApiError>;
}

/// Names of the bundle's files below the site root, hashes included, for example
/// `pkg/acteon.kN3cK8.js`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetNames {
    /// The JavaScript that loads the WebAssembly.
    pub js: String,
    /// The WebAssembly.
    pub wasm: String,
    /// The stylesheet.
    pub css: String,
}

/// What a page is rendered with. The server provides one in the Leptos context of each request.
#[derive(Clone)]
pub struct PageContext {
    /// The data.
    pub backend: Arc<dyn Backend>,
    /// The bundle's files.
    pub assets: Arc<AssetNames>,
    /// From the request's `Cookie` header, see [`Theme::from_cookie_header`].
    pub theme: Theme,
    /// Where the caller reached the server, scheme and authority, for example
    /// `http://127.0.0.1:8080`. Shown in commands to copy.
    pub origin: String,
    /// The server's version.
    pub version: &'static str,
    /// The instant that relative times refer to.
    pub now: Timestamp,
    /// Sets the status of the answer.
    pub set_status: Arc<dyn Fn(u16) + Send + Sync>,
}

impl PageContext {
    /// The context of the request that is being rendered. There is none while the server only lists
    /// the routes.
    pub(crate) fn current() -> Option<Self> {
        use_context()
    }
}
