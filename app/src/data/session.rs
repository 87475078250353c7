//! The session of this browser.

use acteon_api_types::{Session, SignIn};

use super::SendResult;
use super::send::{Method, Terms, send};

/// The resource.
pub(super) const SESSION: &str = "/v1/session";

/// Begins a session with a key.
///
/// # Errors
/// That the key is not known, that too many were tried, or that the server cannot be reached.
pub async fn sign_in(key: String) -> SendResult<Session> {
    send(
        Method::Post,
        SESSION,
        Some(&SignIn { key }),
        Terms::default(),
    )
    .await
}

/// Ends the session.
///
/// # Errors
/// That the server cannot be reached.
pub async fn sign_out() -> SendResult<()> {
    send(Method::Delete, SESSION, None::<&()>, Terms::default()).await
}
