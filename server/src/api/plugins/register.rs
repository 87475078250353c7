//! `POST /v1/wasm/plugins`

use acteon_api_types::{ErrorBody, PluginRegistered, RegisterPluginJson};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use super::PluginForm;
use crate::AppState;
use crate::api::etag;
use crate::error::ApiError;
use crate::extract::{CallerOf, Upload};

/// Register a plugin
#[utoipa::path(post, path = "/v1/wasm/plugins", tag = "plugins", request_body(content(
    (PluginForm = "multipart/form-data"), (RegisterPluginJson = "application/json"),
)), responses(
    (status = 201, body = PluginRegistered, headers(("etag" = String), ("location" = String))),
    (status = 400, description = "a field is invalid, or the module is refused", body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 409, description = "the name is taken, or the registry is full", body = ErrorBody),
    (status = 413, description = "larger than `[wasm] max_module_bytes`", body = ErrorBody),
    (status = 415, body = ErrorBody),
    (status = 503, description = "saturated, `[wasm] enabled = false`, or it could not be recorded", body = ErrorBody),
))]
pub(crate) async fn register_plugin(
    State(state): State<AppState>,
    caller: CallerOf,
    upload: Upload,
) -> Result<impl IntoResponse, ApiError> {
    let registered = state
        .gateway
        .register_plugin(&caller, upload.registration()?)
        .await?;
    let plugin = &registered.plugin.plugin;
    let location = [(
        header::LOCATION,
        format!("/v1/wasm/plugins/{}", plugin.name),
    )];
    Ok((
        StatusCode::CREATED,
        location,
        etag(plugin.revision),
        Json(registered),
    ))
}
