//! `DELETE /v1/session`

use acteon_api_types::ErrorBody;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};

use crate::{AppState, cookies};

/// Sign out: the session of the cookie ends, if there is one
#[utoipa::path(delete, path = "/v1/session", tag = "operations", responses(
    (status = 204, description = "there is no session any more"),
    (status = 403, description = "a page of another origin asks", body = ErrorBody),
), security(()))]
pub(crate) async fn end_session(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> impl IntoResponse {
    let cookie = sign_out(&state, &headers).map(|cookie| (header::SET_COOKIE, cookie));
    (StatusCode::NO_CONTENT, AppendHeaders(cookie))
}

/// Ends the sessions that a request came in, and what tells the browser of it.
pub(crate) fn sign_out(state: &AppState, headers: &HeaderMap) -> Option<HeaderValue> {
    let authenticator = state.authenticator.as_ref()?;
    let server = &state.config.server;
    for token in cookies::sessions(server, headers) {
        authenticator.sign_out(token);
    }
    cookies::end(server)
}
