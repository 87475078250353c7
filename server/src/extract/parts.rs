//! What the head of a request says.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::AppState;
use crate::error::ApiError;

/// The variable parts of the path.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        let axum::extract::Path(path) = path.map_err(|rejection| {
            ApiError::invalid(format!("the path is malformed: {}", rejection.body_text()))
        })?;
        Ok(Self(path))
    }
}

/// The query.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<AppState> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        let axum::extract::Query(query) = query.map_err(|rejection| {
            // The parameter and what is wrong with it, without the library's words before.
            let text = rejection.body_text();
            let reason = text
                .split_once("query string: ")
                .map_or(&*text, |(_, why)| why);
            ApiError::invalid(format!("the query is malformed: {reason}"))
        })?;
        Ok(Self(query))
    }
}

/// The revision that `If-Match` names; none without the header or with `*`.
pub(crate) struct IfMatch(pub(crate) Option<u64>);

impl FromRequestParts<AppState> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let value = value.to_str().unwrap_or_default().trim();
        if value == "*" {
            return Ok(Self(None));
        }
        let tag = value.strip_prefix("W/").unwrap_or(value);
        let revision = tag
            .strip_prefix('"')
            .and_then(|tag| tag.strip_suffix('"'))
            .unwrap_or(tag);
        let revision = revision.parse().map_err(|_| {
            ApiError::invalid(format!(
                "`If-Match` is `{value}`; it takes one revision as `ETag` gives it, like `\"3\"`"
            ))
        })?;
        Ok(Self(Some(revision)))
    }
}
