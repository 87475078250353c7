//! Who calls, and whether the route is open to them.
//!
//! The only place where the role that a route needs is checked. What a request needs beyond its
//! route (the playground's `rules`, the forms of a page) is checked by its use case.

use std::fmt;
use std::sync::Arc;

use acteon_gateway::auth::{Authenticator, Caller, Role};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tracing::Span;

use super::hosts::{OwnPage, foreign};
use crate::client::Connection;
use crate::error::ApiError;
use crate::extract::{CallerOf, SessionEnds};
use crate::{AppState, cookies, routes::Access, ui};

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
        Access::Metrics | Access::Page => Role::Viewer,
        Access::Role(role) => role,
    };
    let (method, path) = (request.method(), request.uri().path());
    // Written out only for whoever is refused.
    let to = fmt::from_fn(move |out| write!(out, "{method} `{path}`"));
    match admit(&state, role, Asking::of(&request), to).await {
        Ok(admitted) => {
            admitted.mark(&mut request);
            next.run(request).await
        }
        Err(refused) if access == Access::Page => refused_page(&request, refused),
        Err(refused) => refused.into_response(),
    }
}

/// Leads a person who has to sign in to where that is done.
pub(crate) fn refused_page(request: &Request, refused: ApiError) -> Response {
    if refused.status() == StatusCode::UNAUTHORIZED && ui::accepts_html(request) {
        return ui::to_sign_in(request.uri());
    }
    refused.into_response()
}

/// What a request says about its caller.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    headers: &'a HeaderMap,
    connection: Connection,
    /// Whether a page of another origin cannot have asked for it, or not for more than to read.
    safe: bool,
}

impl<'a> Asking<'a> {
    pub(crate) fn of(request: &'a Request) -> Self {
        let extensions = request.extensions();
        Self {
            headers: request.headers(),
            connection: Connection::of(extensions),
            safe: request.method().is_safe() || extensions.get::<OwnPage>().is_some(),
        }
    }
}

/// Somebody who is let in.
pub(crate) struct Admitted {
    caller: Arc<Caller>,
    session: Option<SessionEnds>,
}

impl Admitted {
    /// Tells whoever handles the request.
    pub(crate) fn mark(self, request: &mut Request) {
        let extensions = request.extensions_mut();
        extensions.insert(CallerOf(self.caller));
        if let Some(ends) = self.session {
            extensions.insert(ends);
        }
    }
}

/// The caller of a request, when its role includes `role`, which `to` needs.
pub(crate) async fn admit(
    state: &AppState,
    role: Role,
    asking: Asking<'_>,
    to: impl fmt::Display,
) -> Result<Admitted, ApiError> {
    let Some(authenticator) = &state.authenticator else {
        return Ok(Admitted {
            caller: Arc::new(Caller::anonymous()),
            session: None,
        });
    };
    let admitted = recognise(state, authenticator, asking).await?;
    Span::current().record("caller", admitted.caller.name());
    admitted.caller.require(role, to)?;
    Ok(admitted)
}

/// A key counts before a session: who sends one means it.
async fn recognise(
    state: &AppState,
    authenticator: &Authenticator,
    asking: Asking<'_>,
) -> Result<Admitted, ApiError> {
    let server = &state.config.server;
    let missing = match key(asking.headers) {
        Ok(key) => {
            let address = asking
                .connection
                .client(asking.headers, &server.trusted_proxies);
            return Ok(Admitted {
                caller: authenticator.authenticate(key, address).await?,
                session: None,
            });
        }
        Err(missing) => missing,
    };
    let mut tokens = cookies::sessions(server, asking.headers);
    let Some((caller, ends)) = tokens.find_map(|token| authenticator.session(token)) else {
        return Err(missing);
    };
    // A browser sends the cookie whoever makes it ask.
    if !asking.safe {
        return Err(foreign(
            "a change by a session has to come from a page of this server, which a browser says in \
             `Origin` or `Sec-Fetch-Site`; a program sends `Authorization: Bearer KEY`",
        ));
    }
    Ok(Admitted {
        caller,
        session: Some(SessionEnds(ends)),
    })
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
            "this takes a key; send `Authorization: Bearer KEY` or `X-API-Key: KEY`, or sign in at \
             /sign-in with a browser",
        )),
    }
}
