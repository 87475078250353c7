//! `GET /v1/rules`

use acteon_api_types::{ErrorBody, Rule};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;

/// The rules in force, in the order of evaluation
#[utoipa::path(get, path = "/v1/rules", tag = "rules", responses(
    (status = 200, body = Vec<Rule>),
    (status = 401, body = ErrorBody),
    (status = 503, description = "no good rule set has loaded since the start", body = ErrorBody),
))]
pub(crate) async fn list_rules(State(state): State<AppState>) -> Result<Json<Vec<Rule>>, ApiError> {
    Ok(Json(state.gateway.list_rules().await?))
}
