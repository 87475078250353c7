//! `POST /v1/rules/evaluate`

use acteon_api_types::{ErrorBody, EvaluateRequest, EvaluateResponse};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{self, CallerOf};

/// What would become of an action, and why; nothing is dispatched
#[utoipa::path(post, path = "/v1/rules/evaluate", tag = "rules", request_body = EvaluateRequest, responses(
    (status = 200, body = EvaluateResponse),
    (status = 400, description = "a field is missing or malformed, or `rules` does not load", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, description = "outside the key's scope, or `rules` without the role operator", body = ErrorBody),
    (status = 503, description = "saturated, or no good rule set has loaded since the start", body = ErrorBody),
))]
pub(crate) async fn evaluate_rules(
    State(state): State<AppState>,
    caller: CallerOf,
    extract::Json(request): extract::Json<EvaluateRequest>,
) -> Result<Json<EvaluateResponse>, ApiError> {
    Ok(Json(state.gateway.evaluate(&caller, request).await?))
}
