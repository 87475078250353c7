//! `POST /v1/wasm/plugins/{name}/test`

use acteon_api_types::{
    ErrorBody, TestPluginFailed, TestPluginParams, TestPluginRequest, TestPluginResponse,
};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, OptionalJson, Path, Query};

/// Call a plugin with a made-up action, without effect on anything else
#[utoipa::path(post, path = "/v1/wasm/plugins/{name}/test", tag = "plugins", params(("name" = String, Path), TestPluginParams),
    request_body = TestPluginRequest, responses(
    (status = 200, body = TestPluginResponse),
    (status = 400, body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, description = "too small a role, or outside the key's scope", body = ErrorBody),
    (status = 404, body = ErrorBody),
    (status = 422, description = "the call failed; `kind` says how", body = TestPluginFailed),
    (status = 503, description = "saturated, or `[wasm] enabled = false`", body = ErrorBody),
))]
pub(crate) async fn test_plugin(
    State(state): State<AppState>,
    caller: CallerOf,
    Path(name): Path<String>,
    Query(params): Query<TestPluginParams>,
    OptionalJson(request): OptionalJson<TestPluginRequest>,
) -> Result<Json<TestPluginResponse>, ApiError> {
    Ok(Json(
        (state.gateway)
            .test_plugin(&caller, &name, request, params)
            .await?,
    ))
}
