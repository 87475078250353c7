//! `GET /v1/wasm/plugins/{name}`

use acteon_api_types::{ErrorBody, PluginDetail};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use crate::AppState;
use crate::api::etag;
use crate::error::ApiError;
use crate::extract::Path;

/// A plugin in full; its revision is also the `ETag`
#[utoipa::path(get, path = "/v1/wasm/plugins/{name}", tag = "plugins", params(("name" = String, Path)), responses(
    (status = 200, body = PluginDetail, headers(("etag" = String))),
    (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub(crate) async fn get_plugin(
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<impl IntoResponse, ApiError> {
    let detail = state.gateway.plugin(&name).await?;
    Ok((etag(detail.plugin.revision), Json(detail)))
}
