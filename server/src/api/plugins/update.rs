//! `PATCH /v1/wasm/plugins/{name}`

use acteon_api_types::{ErrorBody, PluginDetail, UpdatePluginRequest};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use crate::AppState;
use crate::api::etag;
use crate::error::ApiError;
use crate::extract::{self, CallerOf, IfMatch, Path};

/// Change description, limits or state of a plugin
#[utoipa::path(patch, path = "/v1/wasm/plugins/{name}", tag = "plugins",
    params(("name" = String, Path), ("if-match" = Option<String>, Header)),
    request_body = UpdatePluginRequest, responses(
    (status = 200, body = PluginDetail, headers(("etag" = String))),
    (status = 400, description = "out of range, or below what the module declares", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody),
    (status = 412, description = "`If-Match` names another revision", body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub(crate) async fn update_plugin(
    State(state): State<AppState>,
    caller: CallerOf,
    Path(name): Path<String>,
    IfMatch(revision): IfMatch,
    extract::Json(request): extract::Json<UpdatePluginRequest>,
) -> Result<impl IntoResponse, ApiError> {
    let detail = state
        .gateway
        .update_plugin(&caller, &name, request, revision)
        .await?;
    Ok((etag(detail.plugin.revision), Json(detail)))
}
