//! The caller of a request, and its session.

use std::ops::Deref;
use std::sync::Arc;

use acteon_api_types::Session;
use acteon_gateway::auth::Caller;
use axum::extract::FromRequestParts;
use axum::http::Extensions;
use axum::http::request::Parts;
use jiff::Timestamp;

use crate::client::Connection;
use crate::error::ApiError;

/// Who asks. The role check puts it into the request.
#[derive(Clone)]
pub(crate) struct CallerOf(pub(crate) Arc<Caller>);

impl Deref for CallerOf {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CallerOf {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(ApiError::internal)
    }
}

/// When the session ends that the request came in. The role check puts it into the request; a request
/// with a key has none.
#[derive(Clone, Copy)]
pub(crate) struct SessionEnds(pub(crate) Timestamp);

/// As whom the server takes the caller of a request that has passed a role check.
pub(crate) struct SessionOf(pub(crate) Session);

impl SessionOf {
    /// The session of a request; none when no role was checked.
    pub(crate) fn find(extensions: &Extensions) -> Option<Self> {
        let caller = extensions.get::<CallerOf>()?;
        let ends = extensions.get::<SessionEnds>();
        Some(Self(caller.session(ends.map(|ends| ends.0))))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SessionOf {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Self::find(&parts.extensions).ok_or_else(ApiError::internal)
    }
}

/// The connection that a request came in.
pub(crate) struct ClientOf(pub(crate) Connection);

impl<S: Send + Sync> FromRequestParts<S> for ClientOf {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(Connection::of(&parts.extensions)))
    }
}
