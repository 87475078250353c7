//! `GET /v1/rules/coverage`

use acteon_api_types::{ErrorBody, RuleCoverage};
use acteon_gateway::CoverageQuery;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Query, none_if_empty};

/// Which part of the audit to look at.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CoverageParams {
    /// Namespace of the actions.
    #[serde(default, deserialize_with = "none_if_empty")]
    namespace: Option<String>,
    /// Tenant of the actions.
    #[serde(default, deserialize_with = "none_if_empty")]
    tenant: Option<String>,
    /// Dispatched at this instant (RFC 3339) or later.
    #[serde(default, deserialize_with = "none_if_empty")]
    from: Option<String>,
    /// Dispatched before this instant (RFC 3339).
    #[serde(default, deserialize_with = "none_if_empty")]
    to: Option<String>,
}

/// Which kinds of dispatched actions matched a rule, and which enabled rules never did
#[utoipa::path(get, path = "/v1/rules/coverage", tag = "rules", params(CoverageParams), responses(
    (status = 200, body = RuleCoverage),
    (status = 400, description = "an instant is malformed", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 503, description = "no rules are loaded, or the audit cannot be read", body = ErrorBody),
))]
pub(crate) async fn rule_coverage(
    State(state): State<AppState>,
    caller: CallerOf,
    Query(params): Query<CoverageParams>,
) -> Result<Json<RuleCoverage>, ApiError> {
    let query = CoverageQuery {
        namespace: params.namespace,
        tenant: params.tenant,
        from: params.from,
        to: params.to,
    };
    Ok(Json(state.gateway.coverage(&caller, query).await?))
}
