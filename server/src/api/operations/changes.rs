//! `GET /v1/changes`

use acteon_api_types::{ChangeList, ErrorBody};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::Query;

/// Which changes to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// Only changes older than the one with this id.
    before: Option<u64>,
    /// How many, 1 to 1000; 100 when absent.
    limit: Option<u32>,
}

/// Who changed what and when, newest first
#[utoipa::path(get, path = "/v1/changes", tag = "operations", params(ChangesQuery), responses(
    (status = 200, body = ChangeList),
    (status = 400, description = "`before` or `limit` is no number or out of range", body = ErrorBody),
    (status = 401, body = ErrorBody),
))]
pub(crate) async fn list_changes(
    State(state): State<AppState>,
    Query(query): Query<ChangesQuery>,
) -> Result<Json<ChangeList>, ApiError> {
    Ok(Json(
        state.gateway.changes(query.before, query.limit).await?,
    ))
}
