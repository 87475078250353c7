//! `GET /v1/rules/coverage`

use acteon_api_types::{CoverageQuery, ErrorBody, RuleCoverage};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Query};

/// Which kinds of dispatched actions matched a rule, and which enabled rules never did
#[utoipa::path(get, path = "/v1/rules/coverage", tag = "rules", params(CoverageQuery), responses(
    (status = 200, body = RuleCoverage),
    (status = 400, description = "an instant is malformed", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 503, description = "no rules are loaded, or the audit cannot be read", body = ErrorBody),
))]
pub(crate) async fn rule_coverage(
    State(state): State<AppState>,
    caller: CallerOf,
    Query(query): Query<CoverageQuery>,
) -> Result<Json<RuleCoverage>, ApiError> {
    Ok(Json(state.gateway.coverage(&caller, query).await?))
}
