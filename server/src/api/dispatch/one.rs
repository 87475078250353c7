//! `POST /v1/dispatch`

use acteon_api_types::{DispatchOutcome, DispatchRequest, ErrorBody};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use super::{DispatchParams, dispatch_headers};
use crate::AppState;
use crate::error::ApiError;
use crate::extract::{self, CallerOf, HeldBody, Query};

/// Decide about an action and carry it out
#[utoipa::path(post, path = "/v1/dispatch", tag = "dispatch", params(DispatchParams),
    request_body = DispatchRequest, responses(
    (status = 200, description = "whatever became of it; the headers `x-acteon-action-id`, \
        `x-acteon-verdict` and `x-acteon-message` (percent-encoded) say more", body = DispatchOutcome),
    (status = 400, description = "a field is missing, malformed or too long", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, description = "outside the key's scope, or too small a role", body = ErrorBody),
    (status = 413, description = "the body is too large", body = ErrorBody),
    (status = 500, description = "a rule failed: `code` is `RULE_ERROR`, and `message` and \
        `retryable` say more; nothing was carried out", body = ErrorBody),
    (status = 503, description = "saturated, no good rule set has loaded since the start, or the \
        audit cannot be written; nothing was carried out unless `kind` is `record_delayed`",
        body = ErrorBody),
))]
pub(crate) async fn dispatch(
    State(state): State<AppState>,
    caller: CallerOf,
    Query(params): Query<DispatchParams>,
    held: HeldBody,
    extract::Json(request): extract::Json<DispatchRequest>,
) -> Result<(HeaderMap, Json<DispatchOutcome>), ApiError> {
    let dispatched = state
        .gateway
        .dispatch(&caller, request, params.dry_run, held.0)
        .await?;
    let mut headers = HeaderMap::new();
    dispatch_headers(
        &mut headers,
        &dispatched.action_id,
        Some(dispatched.verdict),
        dispatched.message.as_deref(),
    );
    Ok((headers, Json(dispatched.outcome)))
}
