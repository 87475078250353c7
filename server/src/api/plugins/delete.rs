//! `DELETE /v1/wasm/plugins/{name}`

use acteon_api_types::ErrorBody;
use axum::extract::State;
use axum::http::StatusCode;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, IfMatch, Path};

/// Delete a plugin; rules that call it then evaluate as errors
#[utoipa::path(delete, path = "/v1/wasm/plugins/{name}", tag = "plugins",
    params(("name" = String, Path), ("if-match" = Option<String>, Header)), responses(
    (status = 204),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody),
    (status = 412, description = "`If-Match` names another revision", body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub(crate) async fn delete_plugin(
    State(state): State<AppState>,
    caller: CallerOf,
    Path(name): Path<String>,
    IfMatch(revision): IfMatch,
) -> Result<StatusCode, ApiError> {
    state
        .gateway
        .delete_plugin(&caller, &name, revision)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
