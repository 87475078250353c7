//! What the page knows about its own request, beside the data.

use serde::{Deserialize, Serialize};

use crate::Theme;

/// What the server tells the page about itself and the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageInfo {
    /// The theme the page was rendered in.
    pub theme: Theme,
    /// Scheme and authority under which the caller reached the server.
    pub origin: String,
    /// The server's version.
    pub version: String,
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
