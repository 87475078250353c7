//! `GET /v1/audit/{action_id}`

use acteon_api_types::{AuditRecord, ErrorBody};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Path};

/// The newest record of an action, or the record with this id
#[utoipa::path(get, path = "/v1/audit/{action_id}", tag = "audit",
    params(("action_id" = String, Path)), responses(
    (status = 200, body = AuditRecord),
    (status = 401, body = ErrorBody),
    (status = 404, description = "no record that the key may see", body = ErrorBody),
    (status = 503, description = "the audit cannot be read", body = ErrorBody),
))]
pub(crate) async fn get_record(
    State(state): State<AppState>,
    caller: CallerOf,
    Path(action_id): Path<String>,
) -> Result<Json<AuditRecord>, ApiError> {
    Ok(Json(state.gateway.audit_record(&caller, &action_id).await?))
}
