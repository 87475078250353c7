//! Reading a body, bounded in size and time.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::arriving::Arriving;
use crate::AppState;
use crate::bodies::{BodyOf, NoRoom};
use crate::error::ApiError;

/// What a request may have in its body that anybody may send, in bytes.
pub(super) const PUBLIC_BYTES: usize = 16 * 1024;

/// A body that has arrived.
pub(super) struct Whole {
    pub(super) bytes: Bytes,
    /// What counts it, and what is made of it.
    pub(super) counted: BodyOf,
}

/// Reads a whole body of at most `limit` bytes.
pub(super) async fn read(
    mut request: Request,
    limit: usize,
    timeout: Duration,
) -> Result<Whole, ApiError> {
    let body = Arriving::take(&mut request)?;
    let counted = body.counted();
    let read = Limited::new(body, limit).collect();
    match tokio::time::timeout(timeout, read).await {
        Ok(Ok(body)) => Ok(Whole {
            bytes: body.to_bytes(),
            counted,
        }),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(limit)),
        Ok(Err(error)) if error.is::<NoRoom>() => Err(no_room()),
        Ok(Err(error)) => Err(broken(error)),
        Err(_) => Err(too_slow(timeout)),
    }
}

/// The same for a request that anybody may send.
pub(super) async fn read_public(request: Request, state: &AppState) -> Result<Whole, ApiError> {
    let body = read(request, PUBLIC_BYTES, state.config.server.body_timeout()).await;
    body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let message = format!("the body has more than {PUBLIC_BYTES} bytes");
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
        }
        _ => error,
    })
}

pub(super) fn too_large(limit: usize) -> ApiError {
    let message = format!("the body has more than {limit} bytes (`[server] max_body_bytes`)");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
}

pub(crate) fn no_room() -> ApiError {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    ApiError::new(status, "saturated", NoRoom.to_string()).retry_after(1)
}

pub(super) fn broken(reason: impl std::fmt::Display) -> ApiError {
    ApiError::invalid(format!("the body could not be read: {reason}"))
}

pub(super) fn too_slow(timeout: Duration) -> ApiError {
    let message = format!(
        "the body did not arrive within {} ms (`[server] body_timeout_ms`)",
        timeout.as_millis()
    );
    ApiError::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", message)
}

/// The media type of a body, without parameters and in lower case.
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next()?.trim().to_ascii_lowercase())
}

pub(super) fn is_json(media_type: &str) -> bool {
    media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"))
}

pub(super) fn unsupported(given: Option<String>, expected: &str) -> ApiError {
    let given = given.map_or_else(
        || "no `Content-Type`".to_owned(),
        |given| format!("`{given}`"),
    );
    let message = format!("the body has {given}; send `Content-Type: {expected}`");
    ApiError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        message,
    )
}
