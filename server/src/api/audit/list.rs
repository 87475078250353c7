//! `GET /v1/audit`

use acteon_api_types::{AuditPage, AuditQuery, ErrorBody};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Query};

/// What was dispatched, decided and done, newest first
#[utoipa::path(get, path = "/v1/audit", tag = "audit", params(AuditQuery), responses(
    (status = 200, body = AuditPage),
    (status = 400, description = "a filter is malformed or out of range", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 503, description = "the audit cannot be read", body = ErrorBody),
))]
pub(crate) async fn list_records(
    State(state): State<AppState>,
    caller: CallerOf,
    Query(query): Query<AuditQuery>,
) -> Result<Json<AuditPage>, ApiError> {
    Ok(Json(state.gateway.audit(&caller, query).await?))
}
