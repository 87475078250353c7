//! `GET /v1/wasm/plugins/{name}/invocations`

use acteon_api_types::{ErrorBody, InvocationList};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Path};

/// A plugin's last invocations, newest first: those in the namespaces and tenants of the key
#[utoipa::path(get, path = "/v1/wasm/plugins/{name}/invocations", tag = "plugins", params(("name" = String, Path)), responses(
    (status = 200, body = InvocationList),
    (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub(crate) async fn list_invocations(
    State(state): State<AppState>,
    caller: CallerOf,
    Path(name): Path<String>,
) -> Result<Json<InvocationList>, ApiError> {
    Ok(Json(
        state.gateway.plugin_invocations(&caller, &name).await?,
    ))
}
