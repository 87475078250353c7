//! The caller of a request.

use std::ops::Deref;
use std::sync::Arc;

use acteon_gateway::auth::Caller;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

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
