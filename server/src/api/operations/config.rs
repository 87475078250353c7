//! `GET /v1/config`

use acteon_api_types::ErrorBody;
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::config::Config;

/// The configuration in force, secrets hidden
#[utoipa::path(get, path = "/v1/config", tag = "operations", responses(
    (status = 200, description = "the keys of the configuration file", body = Object),
    (status = 401, body = ErrorBody),
))]
pub(crate) async fn config(State(state): State<AppState>) -> Json<Config> {
    Json(state.config.clone())
}
