//! `POST /v1/rules/reload`

use acteon_api_types::{ErrorBody, ReloadRequest, ReloadResponse};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, OptionalJson};

/// Read the rule files again; the former rules stay when a file is bad
#[utoipa::path(post, path = "/v1/rules/reload", tag = "rules", request_body = Option<ReloadRequest>, responses(
    (status = 200, body = ReloadResponse),
    (status = 400, description = "a file does not load, or `directory` lies elsewhere", body = ReloadResponse),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
))]
pub(crate) async fn reload_rules(
    State(state): State<AppState>,
    caller: CallerOf,
    OptionalJson(request): OptionalJson<ReloadRequest>,
) -> Result<Json<ReloadResponse>, ApiError> {
    Ok(Json(state.gateway.reload_rules(&caller, request).await?))
}
