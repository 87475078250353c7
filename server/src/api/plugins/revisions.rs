//! `GET /v1/wasm/plugins/{name}/revisions`

use acteon_api_types::{ErrorBody, PluginRevisionList};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::Path;

/// A plugin's revisions, newest first
#[utoipa::path(get, path = "/v1/wasm/plugins/{name}/revisions", tag = "plugins", params(("name" = String, Path)), responses(
    (status = 200, body = PluginRevisionList),
    (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub(crate) async fn list_revisions(
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<Json<PluginRevisionList>, ApiError> {
    Ok(Json(state.gateway.plugin_revisions(&name).await?))
}
