//! `GET /v1/session`

use acteon_api_types::{ErrorBody, Session};
use axum::Json;

use crate::extract::SessionOf;

/// As whom the server takes the caller
#[utoipa::path(get, path = "/v1/session", tag = "operations", responses(
    (status = 200, body = Session),
    (status = 401, description = "neither a key nor a session", body = ErrorBody),
))]
pub(crate) async fn session(SessionOf(session): SessionOf) -> Json<Session> {
    Json(session)
}
