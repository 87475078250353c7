//! Refuses requests that are meant for, or come from, another host.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::AppState;
use crate::client::Connection;
use crate::error::ApiError;

pub(super) async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match refusal(&state, &request) {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    }
}

fn refusal(state: &AppState, request: &Request) -> Option<ApiError> {
    let local = Connection::of(request.extensions()).local.ip();
    let header = text(request.headers(), header::HOST);
    let target = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    let hosts = &state.hosts;
    let mut named = target.into_iter().chain(header);
    let nameless = target.or(header).is_none();
    if nameless || !named.clone().all(|host| hosts.allows(host, local)) {
        let message = format!(
            "this server does not answer to the host `{}`; an operator can add it to \
             `[server] allowed_hosts`",
            target.or(header).unwrap_or_default()
        );
        return Some(ApiError::new(
            StatusCode::MISDIRECTED_REQUEST,
            "misdirected_request",
            message,
        ));
    }
    let origin = request.headers().get(header::ORIGIN)?;
    if request.method().is_safe() {
        return None;
    }
    let origin = origin.to_str().unwrap_or_default();
    let own = named.any(|host| hosts.is_own_origin(origin, host));
    (!own).then(|| {
        let message = format!("a page of `{origin}` may not change anything here");
        ApiError::new(StatusCode::FORBIDDEN, "foreign_origin", message)
    })
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or_default())
}
