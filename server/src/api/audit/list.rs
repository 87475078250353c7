//! `GET /v1/audit`

use acteon_api_types::{AuditPage, ErrorBody};
use acteon_gateway::AuditQuery;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Query};

/// Which records to list. Filters hold together; an empty one is none.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditParams {
    /// Namespace of the action.
    namespace: Option<String>,
    /// Tenant of the action.
    tenant: Option<String>,
    /// Provider that the action named.
    provider: Option<String>,
    /// Kind of the action.
    action_type: Option<String>,
    /// What became of it: `executed`, `suppressed`, `deduplicated`, `throttled`, `rerouted`,
    /// `failed` or `unknown`.
    outcome: Option<String>,
    /// What was decided: `allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute`,
    /// `modify` or `error`.
    verdict: Option<String>,
    /// The rule that decided.
    matched_rule: Option<String>,
    /// A plugin that was called.
    plugin: Option<String>,
    /// Dispatched at this instant (RFC 3339) or later.
    from: Option<String>,
    /// Dispatched before this instant (RFC 3339).
    to: Option<String>,
    /// Records on a page, 1 to 1000; 50 when absent.
    limit: Option<u32>,
    /// Records to pass over. A `cursor` is quicker, and stable while records are added.
    offset: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// What was dispatched, decided and done, newest first
#[utoipa::path(get, path = "/v1/audit", tag = "audit", params(AuditParams), responses(
    (status = 200, body = AuditPage),
    (status = 400, description = "a filter is malformed or out of range", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 503, description = "the audit cannot be read", body = ErrorBody),
))]
pub(crate) async fn list_records(
    State(state): State<AppState>,
    caller: CallerOf,
    Query(params): Query<AuditParams>,
) -> Result<Json<AuditPage>, ApiError> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let query = AuditQuery {
        namespace: given(params.namespace),
        tenant: given(params.tenant),
        provider: given(params.provider),
        action_type: given(params.action_type),
        outcome: given(params.outcome),
        verdict: given(params.verdict),
        matched_rule: given(params.matched_rule),
        plugin: given(params.plugin),
        from: given(params.from),
        to: given(params.to),
        limit: params.limit,
        offset: params.offset,
        cursor: given(params.cursor),
    };
    Ok(Json(state.gateway.audit(&caller, query).await?))
}
