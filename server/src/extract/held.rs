//! What a request's body counts for.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::bodies::BodyOf;
use crate::error::ApiError;

/// Keeps the body of a request counted for as long as it is there: for work that goes on when the
/// client has hung up. Stands before what reads the body.
pub(crate) struct HeldBody(pub(crate) BodyOf);

impl<S: Send + Sync> FromRequestParts<S> for HeldBody {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let counted = parts.extensions.get::<BodyOf>().cloned();
        counted.map(Self).ok_or_else(ApiError::internal)
    }
}
