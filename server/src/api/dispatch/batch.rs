//! `POST /v1/dispatch/batch`

use acteon_api_types::{BatchItem, DispatchRequest, ErrorBody};
use axum::Json;
use axum::extract::State;

use super::DispatchParams;
use crate::AppState;
use crate::error::ApiError;
use crate::extract::{Batch, CallerOf, HeldBody, Query};

/// Decide about many actions and carry them out; the answers come in the order of the actions
#[utoipa::path(post, path = "/v1/dispatch/batch", tag = "dispatch", params(DispatchParams),
    request_body(content = Vec<DispatchRequest>,
        description = "at most 1000 actions; also `{\"actions\": [...]}`"), responses(
    (status = 200, body = Vec<BatchItem>),
    (status = 400, description = "too many, or one is malformed: none was dispatched", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, description = "too small a role", body = ErrorBody),
    (status = 413, description = "the body is too large", body = ErrorBody),
    (status = 503, description = "no good rule set has loaded since the start", body = ErrorBody),
))]
pub(crate) async fn dispatch_batch(
    State(state): State<AppState>,
    caller: CallerOf,
    Query(params): Query<DispatchParams>,
    held: HeldBody,
    Batch(requests): Batch,
) -> Result<Json<Vec<BatchItem>>, ApiError> {
    let answers = state
        .gateway
        .dispatch_batch(&caller, requests, params.dry_run, held.0);
    Ok(Json(answers.await?))
}
