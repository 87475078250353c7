//! `GET /v1/wasm/plugins`

use acteon_api_types::{ErrorBody, PluginList};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;

/// The registered plugins, by name
#[utoipa::path(get, path = "/v1/wasm/plugins", tag = "plugins", responses(
    (status = 200, body = PluginList),
    (status = 401, body = ErrorBody),
    (status = 503, description = "`[wasm] enabled = false`", body = ErrorBody),
))]
pub(crate) async fn list_plugins(
    State(state): State<AppState>,
) -> Result<Json<PluginList>, ApiError> {
    Ok(Json(state.gateway.list_plugins().await?))
}
