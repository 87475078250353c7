//! `GET /health`

use acteon_api_types::Health;
use axum::Json;
use axum::extract::State;

use crate::AppState;

/// Whether the server can serve
#[utoipa::path(get, path = "/health", tag = "operations", responses((status = 200, body = Health)))]
pub(crate) async fn health(State(state): State<AppState>) -> Json<Health> {
    Json(state.gateway.health())
}
