//! What every request passes, from the outside in: request id, log and metrics; security headers;
//! panics; host and origin; large answers. The role check belongs to each route, see [`access`].

pub(crate) mod access;
mod answers;
mod headers;
mod hosts;
mod observe;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tracing::error;

use crate::AppState;
use crate::error::ApiError;

/// Puts the layers around `router`. The last one added is the outermost.
pub(crate) fn layers(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router
        // The extractors have limits of their own; no other one may lie in front of them.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(answers::count))
        .layer(from_fn_with_state(state.clone(), hosts::check))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(from_fn(headers::secure))
        .layer(from_fn_with_state(state.clone(), observe::observe))
}

/// The panic itself is in the log: the hook in `telemetry` writes it.
fn panicked() -> Response {
    error!(event = "internal_error", "a request ended in a panic");
    ApiError::internal().into_response()
}
