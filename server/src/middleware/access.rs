//! Who calls, and whether the route is open to them.
//!
//! The only place where the role that a route needs is checked. What a request needs beyond its
//! route (the playground's `rules`) is checked by its use case in the gateway.

use std::fmt;
use std::sync::Arc;

use acteon_gateway::auth::{Caller, Role};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tracing::Span;

use crate::client::Connection;
use crate::error::ApiError;
use crate::extract::CallerOf;
use crate::{AppState, routes::Access};

/// The header for keys beside `Authorization`.
const API_KEY: &str = "x-api-key";

/// Lets a request pass when its caller may use a route with this access.
pub(crate) async fn check(
    state: AppState,
    access: Access,
    mut request: Request,
    next: Next,
) -> Response {
    let role = match access {
        Access::Public => return next.run(request).await,
        Access::Metrics if state.config.metrics.public => return next.run(request).await,
        Access::Metrics => Role::Viewer,
        Access::Role(role) => role,
    };
    let connection = Connection::of(request.extensions());
    let (method, path) = (request.method(), request.uri().path());
    // Written out only for whoever is refused.
    let to = fmt::from_fn(move |out| write!(out, "{method} `{path}`"));
    match admit(&state, role, connection, request.headers(), to).await {
        Ok(caller) => {
            request.extensions_mut().insert(CallerOf(caller));
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    }
}

/// The caller of a request, when its role includes `role`, which `to` needs.
pub(crate) async fn admit(
    state: &AppState,
    role: Role,
    connection: Connection,
    headers: &HeaderMap,
    to: impl fmt::Display,
) -> Result<Arc<Caller>, ApiError> {
    let Some(authenticator) = &state.authenticator else {
        return Ok(Arc::new(Caller::anonymous()));
    };
    let key = key(headers)?;
    let address = connection.client(headers, &state.config.server.trusted_proxies);
    let caller = authenticator.authenticate(key, address).await?;
    Span::current().record("caller", caller.name());
    caller.require(role, to)?;
    Ok(caller)
}

fn key(headers: &HeaderMap) -> Result<&str, ApiError> {
    let authorization = headers.get(header::AUTHORIZATION);
    // Another scheme is for somebody else, such as a proxy that asks for a password.
    let bearer = authorization.and_then(|value| {
        let (scheme, key) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
    });
    let plain = headers.get(API_KEY);
    match bearer.or_else(|| plain?.to_str().ok().map(str::trim)) {
        Some(key) => Ok(key),
        None if authorization.or(plain).is_some() => Err(ApiError::unauthenticated(
            "the credentials are malformed; send `Authorization: Bearer KEY` or `X-API-Key: KEY`",
        )),
        None => Err(ApiError::unauthenticated(
            "this takes a key; send `Authorization: Bearer KEY` or `X-API-Key: KEY`",
        )),
    }
}
