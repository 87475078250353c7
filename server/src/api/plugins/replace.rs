//! `PUT /v1/wasm/plugins/{name}`

use acteon_api_types::{ErrorBody, PluginDetail};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use super::PluginForm;
use crate::AppState;
use crate::api::etag;
use crate::error::ApiError;
use crate::extract::{CallerOf, IfMatch, Path, Upload};

/// Replace a plugin's module; callers see the old or the new one, never neither
#[utoipa::path(put, path = "/v1/wasm/plugins/{name}", tag = "plugins",
    params(("name" = String, Path), ("if-match" = Option<String>, Header)),
    request_body(content = PluginForm, content_type = "multipart/form-data"), responses(
    (status = 200, body = PluginDetail, headers(("etag" = String))),
    (status = 400, description = "a field is invalid, or the module is refused", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody),
    (status = 412, description = "`If-Match` names another revision", body = ErrorBody),
    (status = 413, description = "larger than `[wasm] max_module_bytes`", body = ErrorBody),
    (status = 415, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub(crate) async fn replace_plugin(
    State(state): State<AppState>,
    caller: CallerOf,
    Path(name): Path<String>,
    IfMatch(revision): IfMatch,
    upload: Upload,
) -> Result<impl IntoResponse, ApiError> {
    let request = upload.replacement(&name)?;
    let detail = state
        .gateway
        .replace_plugin(&caller, &name, request, revision)
        .await?;
    Ok((etag(detail.plugin.revision), Json(detail)))
}
