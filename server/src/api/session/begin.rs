//! `POST /v1/session`

use acteon_api_types::{ErrorBody, Session, SignIn};
use acteon_gateway::auth::Caller;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse};

use crate::AppState;
use crate::client::Connection;
use crate::cookies;
use crate::error::ApiError;
use crate::extract::{ClientOf, SmallJson};

/// Sign in with a key: the answer sets a cookie that stands in for it
#[utoipa::path(post, path = "/v1/session", tag = "operations", request_body = SignIn, responses(
    (status = 200, body = Session, headers(("set-cookie" = String,
        description = "the session, for 12 hours; none without `[auth]`"))),
    (status = 400, body = ErrorBody),
    (status = 401, description = "the key is not known", body = ErrorBody),
    (status = 403, description = "a page of another origin asks", body = ErrorBody),
    (status = 429, description = "too many unknown keys from this address", body = ErrorBody),
    (status = 503, description = "too many keys are being verified", body = ErrorBody),
), security(()))]
pub(crate) async fn begin_session(
    State(state): State<AppState>,
    connection: ClientOf,
    headers: HeaderMap,
    SmallJson(request): SmallJson<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    let (session, cookie) = sign_in(&state, connection.0, &headers, &request.key).await?;
    let cookie = cookie.map(|cookie| (header::SET_COOKIE, cookie));
    Ok((AppendHeaders(cookie), Json(session)))
}

/// Begins a session in place of those that the request came in, and what tells the browser of it.
pub(crate) async fn sign_in(
    state: &AppState,
    connection: Connection,
    headers: &HeaderMap,
    key: &str,
) -> Result<(Session, Option<HeaderValue>), ApiError> {
    let Some(authenticator) = &state.authenticator else {
        return Ok((Caller::anonymous().session(None), None));
    };
    let server = &state.config.server;
    let address = connection.client(headers, &server.trusted_proxies);
    let (caller, session) = authenticator.sign_in(key.trim(), address).await?;
    for former in cookies::sessions(server, headers) {
        authenticator.sign_out(former);
    }
    let cookie = cookies::begin(server, &session.token).ok_or_else(ApiError::internal)?;
    Ok((caller.session(Some(session.expires_at)), Some(cookie)))
}
