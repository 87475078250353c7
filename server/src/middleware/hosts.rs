//! Refuses requests that are meant for, or come from, another host.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::AppState;
use crate::client::Connection;
use crate::error::ApiError;

/// Where a browser says that a request comes from, in relation to where it goes.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Put into a request when the browser says that it comes from a page of this server, or from the
/// person alone. Programs that are no browsers seldom say so.
#[derive(Clone, Copy)]
pub(super) struct OwnPage;

pub(super) async fn check(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    match examine(&state, &request) {
        Ok(own) => {
            if let Some(own) = own {
                request.extensions_mut().insert(own);
            }
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    }
}

fn examine(state: &AppState, request: &Request) -> Result<Option<OwnPage>, ApiError> {
    let local = Connection::of(request.extensions()).local.ip();
    let headers = request.headers();
    let header = text(headers, &header::HOST);
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
        return Err(ApiError::new(
            StatusCode::MISDIRECTED_REQUEST,
            "misdirected_request",
            message,
        ));
    }
    if request.method().is_safe() {
        return Ok(None);
    }
    // Every browser sends the first with a change; the second is for whatever strips it.
    match (text(headers, &header::ORIGIN), text(headers, &FETCH_SITE)) {
        (Some(origin), _) if named.any(|host| hosts.is_own_origin(origin, host)) => {
            Ok(Some(OwnPage))
        }
        (Some(origin), _) => Err(foreign(format!(
            "a page of `{origin}` may not change anything here"
        ))),
        (None, Some("same-origin" | "none")) => Ok(Some(OwnPage)),
        (None, Some(site)) => Err(foreign(format!(
            "a page of another origin (`Sec-Fetch-Site: {site}`) may not change anything here"
        ))),
        (None, None) => Ok(None),
    }
}

/// A change that a page of another origin asks for, or may have asked for.
pub(super) fn foreign(message: impl Into<String>) -> ApiError {
    ApiError::new(StatusCode::FORBIDDEN, "foreign_origin", message)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or_default())
}
