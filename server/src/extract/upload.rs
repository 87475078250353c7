//! An uploaded module with what is said about it: a form, or JSON.

use acteon_api_types::RegisterPluginJson;
use acteon_core::SnapshotMode;
use acteon_gateway::{RegisterPlugin, ReplacePlugin};
use axum::extract::{FromRequest, Request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{body, json};
use crate::AppState;
use crate::error::ApiError;

pub(super) mod fields;
pub(super) mod form;
mod limited;

/// What the fields beside the module may take, in bytes.
const FIELDS_BYTES: usize = 64 * 1024;

/// The largest upload of a module of so many bytes, in bytes.
pub(super) fn largest(module: usize) -> usize {
    form::whole(module).max(in_base64(module))
}

/// The largest upload as JSON.
fn in_base64(module: usize) -> usize {
    module
        .saturating_mul(4)
        .div_ceil(3)
        .saturating_add(FIELDS_BYTES)
}

/// The largest module, in bytes.
pub(super) fn module_limit(state: &AppState) -> usize {
    usize::try_from(state.config.wasm.max_module_bytes).unwrap_or(usize::MAX)
}

/// An uploaded module.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    name: Option<String>,
    module: Option<Vec<u8>>,
    description: Option<String>,
    memory_limit_bytes: Option<u64>,
    timeout_ms: Option<u64>,
    enabled: Option<bool>,
    sha256: Option<String>,
    snapshot: Option<SnapshotMode>,
}

impl FromRequest<AppState> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let limit = module_limit(state);
        let timeout = state.config.server.body_timeout();
        match body::media_type(request.headers()) {
            Some(media_type) if media_type == "multipart/form-data" => {
                let mut upload = Self::default();
                let reading = form::read(request, state, limit, &mut upload);
                tokio::time::timeout(timeout, reading)
                    .await
                    .map_err(|_| body::too_slow(timeout))??;
                Ok(upload)
            }
            Some(media_type) if body::is_json(&media_type) => {
                let body = body::read(request, in_base64(limit), timeout).await;
                let body = body.map_err(|error| match error.status() {
                    axum::http::StatusCode::PAYLOAD_TOO_LARGE => form::too_large(limit),
                    _ => error,
                })?;
                json::parse(&body.bytes).and_then(Self::from_json)
            }
            other => Err(body::unsupported(other, "multipart/form-data")),
        }
    }
}

impl Upload {
    fn from_json(json: RegisterPluginJson) -> Result<Self, ApiError> {
        let module = STANDARD
            .decode(json.wasm_bytes)
            .map_err(|error| ApiError::invalid(format!("`wasm_bytes` is not base64: {error}")))?;
        let config = json.config.unwrap_or_default();
        Ok(Self {
            name: Some(json.name),
            module: Some(module),
            description: json.description,
            memory_limit_bytes: config.memory_limit_bytes,
            timeout_ms: config.timeout_ms,
            enabled: json.enabled,
            sha256: json.sha256,
            snapshot: json.snapshot,
        })
    }

    /// The upload as a registration.
    pub(crate) fn registration(self) -> Result<RegisterPlugin, ApiError> {
        Ok(RegisterPlugin {
            name: self.name.ok_or_else(|| missing("name"))?,
            module: self.module.ok_or_else(|| missing("wasm_file"))?,
            description: self.description,
            memory_limit_bytes: self.memory_limit_bytes,
            timeout_ms: self.timeout_ms,
            snapshot: self.snapshot,
            enabled: self.enabled,
            sha256: self.sha256,
        })
    }

    /// The upload in place of the module of `name`, which it may repeat.
    pub(crate) fn replacement(self, name: &str) -> Result<ReplacePlugin, ApiError> {
        if let Some(other) = self.name.filter(|given| given != name) {
            let message =
                format!("`name` is `{other}`, but the path names `{name}`; names cannot change");
            return Err(ApiError::invalid(message));
        }
        Ok(ReplacePlugin {
            module: self.module.ok_or_else(|| missing("wasm_file"))?,
            description: self.description,
            memory_limit_bytes: self.memory_limit_bytes,
            timeout_ms: self.timeout_ms,
            snapshot: self.snapshot,
            enabled: self.enabled,
            sha256: self.sha256,
        })
    }
}

fn missing(field: &str) -> ApiError {
    ApiError::invalid(format!("the field `{field}` is missing"))
}
