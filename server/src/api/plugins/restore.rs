//! `POST /v1/wasm/plugins/{name}/revisions/{revision}/restore`

use acteon_api_types::{ErrorBody, PluginDetail};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use crate::AppState;
use crate::api::etag;
use crate::error::ApiError;
use crate::extract::{CallerOf, IfMatch, Path};

/// Restore a former revision; that makes a new one
#[utoipa::path(post, path = "/v1/wasm/plugins/{name}/revisions/{revision}/restore", tag = "plugins",
    params(("name" = String, Path), ("revision" = u64, Path), ("if-match" = Option<String>, Header)), responses(
    (status = 200, body = PluginDetail, headers(("etag" = String))),
    (status = 400, body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 404, description = "no such plugin, or the revision is no longer kept", body = ErrorBody),
    (status = 412, description = "`If-Match` names another revision", body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub(crate) async fn restore_plugin(
    State(state): State<AppState>,
    caller: CallerOf,
    Path((name, revision)): Path<(String, u64)>,
    IfMatch(expected): IfMatch,
) -> Result<impl IntoResponse, ApiError> {
    let detail = state
        .gateway
        .restore_plugin(&caller, &name, revision, expected)
        .await?;
    Ok((etag(detail.plugin.revision), Json(detail)))
}
