//! `GET /v1/audit`

use acteon_api_types::{AuditPage, ErrorBody};
use acteon_gateway::AuditQuery;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Query, none_if_empty};

/// Which records to list. Filters hold together; an empty one is none.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditParams {
    /// Namespace of the action.
    #[serde(default, deserialize_with = "none_if_empty")]
    namespace: Option<String>,
    /// Tenant of the action.
    #[serde(default, deserialize_with = "none_if_empty")]
    tenant: Option<String>,
    /// Provider that the action named.
    #[serde(default, deserialize_with = "none_if_empty")]
    provider: Option<String>,
    /// Kind of the action.
    #[serde(default, deserialize_with = "none_if_empty")]
    action_type: Option<String>,
    /// What became of it: `executed`, `suppressed`, `deduplicated`, `throttled`, `rerouted`,
    /// `failed` or `unknown`.
    #[serde(default, deserialize_with = "none_if_empty")]
    outcome: Option<String>,
    /// What was decided: `allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute`,
    /// `modify` or `error`.
    #[serde(default, deserialize_with = "none_if_empty")]
    verdict: Option<String>,
    /// The rule that decided.
    #[serde(default, deserialize_with = "none_if_empty")]
    matched_rule: Option<String>,
    /// A plugin that was called.
    #[serde(default, deserialize_with = "none_if_empty")]
    plugin: Option<String>,
    /// Dispatched at this instant (RFC 3339) or later.
    #[serde(default, deserialize_with = "none_if_empty")]
    from: Option<String>,
    /// Dispatched before this instant (RFC 3339).
    #[serde(default, deserialize_with = "none_if_empty")]
    to: Option<String>,
    /// Records on a page, 1 to 1000; 50 when absent.
    limit: Option<u32>,
    /// Records to pass over. A `cursor` is quicker, and stable while records are added.
    offset: Option<u64>,
    /// `next_cursor` of the page before.
    #[serde(default, deserialize_with = "none_if_empty")]
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
    let query = AuditQuery {
        namespace: params.namespace,
        tenant: params.tenant,
        provider: params.provider,
        action_type: params.action_type,
        outcome: params.outcome,
        verdict: params.verdict,
        matched_rule: params.matched_rule,
        plugin: params.plugin,
        from: params.from,
        to: params.to,
        limit: params.limit,
        offset: params.offset,
        cursor: params.cursor,
    };
    Ok(Json(state.gateway.audit(&caller, query).await?))
}
