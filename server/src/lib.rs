//! The composition root: configuration, HTTP, and the one crate that names axum.
//!
//! A request passes the layers of [`middleware`], then its line in [`routes`], which says what role
//! it takes, then an adapter in `api` of at most some 25 lines over one method of the gateway.

mod api;
mod bodies;
pub mod cli;
mod client;
mod commands;
pub mod config;
mod cookies;
mod error;
mod extract;
mod hosts;
mod http_metrics;
mod middleware;
pub mod openapi;
pub mod routes;
pub mod serve;
mod state;
pub mod telemetry;
mod ui;

use axum::Router;

pub use client::Connection;
pub use commands::run;
pub use state::{AppState, StartError, build_state, build_state_with_clock};

/// Everything that is served, with every layer.
///
/// Requests must carry a [`Connection`] extension; [`serve`] adds it.
pub fn router(state: AppState) -> Router {
    let table = routes::table();
    let mut router: Router<AppState> = Router::new();
    for route in table {
        router = router.merge(route.into_router(&state));
    }
    let router = router
        .fallback(ui::fallback)
        .method_not_allowed_fallback(error::method_not_allowed);
    middleware::layers(router, &state).with_state(state)
}
