//! `GET /v1/rules/revisions/{revision}`

use acteon_api_types::{ErrorBody, RuleSetRevision};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::Path;

/// A rule set that is or was in force, with its files; audit records name the revision
#[utoipa::path(get, path = "/v1/rules/revisions/{revision}", tag = "rules",
    params(("revision" = u64, Path)), responses(
    (status = 200, body = RuleSetRevision),
    (status = 400, description = "the revision is no number", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 404, description = "never in force, or its files are no longer kept", body = ErrorBody),
    (status = 503, description = "the store cannot be read", body = ErrorBody),
))]
pub(crate) async fn rule_set_revision(
    State(state): State<AppState>,
    Path(revision): Path<u64>,
) -> Result<Json<RuleSetRevision>, ApiError> {
    Ok(Json(state.gateway.rule_set(revision).await?))
}
