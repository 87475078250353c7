//! Changes that the browser asks for.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::SendResult;

/// What is asked of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Does something.
    Post,
    /// Sets a part of it.
    Put,
    /// Changes some of its fields.
    Patch,
    /// Removes it.
    Delete,
}

/// What the request is held to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// The revision that must be the present one.
    pub if_match: Option<u64>,
    /// How long to wait, in milliseconds; the usual time when absent.
    pub timeout_ms: Option<u32>,
}

/// Sends a change and reads its answer.
#[cfg(feature = "hydrate")]
pub(super) async fn send<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: Option<&B>,
    terms: Terms,
) -> SendResult<T> {
    super::http::send(method, path, body, terms).await
}

/// Never called: the server renders pages, and rendering changes nothing.
#[cfg(feature = "ssr")]
pub(super) async fn send<B: Serialize, T: DeserializeOwned>(
    _: Method,
    _: &str,
    _: Option<&B>,
    _: Terms,
) -> SendResult<T> {
    Err(crate::ApiError::Unreachable)
}
