//! `GET /ready`

use acteon_api_types::Readiness;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::AppState;

/// Whether rules and plugins have loaded, and why not
#[utoipa::path(get, path = "/ready", tag = "operations", responses(
    (status = 200, description = "decisions can be made", body = Readiness),
    (status = 503, description = "something blocking stands in the way", body = Readiness),
))]
pub(crate) async fn ready(State(state): State<AppState>) -> (StatusCode, Json<Readiness>) {
    let readiness = state.gateway.readiness().await;
    let status = if readiness.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(readiness))
}
