//! What the page knows about its own request, beside the data.

use acteon_api_types::Session;
use serde::{Deserialize, Serialize};

use super::forms::Submitted;
use crate::Theme;

/// Modules that single pages load when they need them: addresses on this server, empty for one that
/// is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserModules {
    /// The code editor.
    pub editor: String,
    /// The charts.
    pub chart: String,
}

/// What a plugin gets when it names no limits, and what it may get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginSettings {
    /// Whether plugins run at all, `[wasm] enabled`.
    pub enabled: bool,
    /// `[wasm] default_memory_limit_bytes`.
    pub default_memory_limit_bytes: u64,
    /// `[wasm] default_timeout_ms`.
    pub default_timeout_ms: u64,
    /// `[wasm] max_module_bytes`.
    pub max_module_bytes: u64,
}

/// What the server tells the page about itself and the request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageInfo {
    /// The theme the page was rendered in.
    pub theme: Theme,
    /// Scheme and authority under which the caller reached the server.
    pub origin: String,
    /// The server's version.
    pub version: String,
    /// As whom the server takes the caller; none on the page where one signs in.
    pub session: Option<Session>,
    /// What a plugin gets and may get here.
    pub plugin_settings: PluginSettings,
    /// Modules that single pages load when they need them.
    pub modules: BrowserModules,
    /// The form that was sent to this page and did not lead to another one.
    pub submitted: Option<Submitted>,
}

#[cfg(feature = "ssr")]
mod side {
    use super::PageInfo;
    use crate::ApiError;
    use crate::server::PageContext;

    /// Reads the request's page information.
    #[must_use]
    pub fn info() -> PageInfo {
        PageContext::current().map_or_else(PageInfo::default, |context| PageInfo {
            theme: context.theme,
            origin: context.origin,
            version: context.version.to_owned(),
            session: context.session,
            plugin_settings: context.plugin_settings,
            modules: context.modules,
            submitted: context.submitted,
        })
    }

    /// Answers the request with a status other than 200.
    pub fn set_status(status: u16) {
        if let Some(context) = PageContext::current() {
            (context.set_status)(status);
        }
    }

    /// The request that is being rendered.
    pub(in crate::data) fn request() -> Result<PageContext, ApiError> {
        PageContext::current().ok_or(ApiError::Unreachable)
    }
}

#[cfg(feature = "hydrate")]
mod side {
    use super::PageInfo;

    /// Only called for a page that the server did not render, which there is none.
    #[must_use]
    pub fn info() -> PageInfo {
        PageInfo::default()
    }

    /// The browser cannot change the status of an answer it has.
    pub fn set_status(_status: u16) {}
}

pub use side::*;
