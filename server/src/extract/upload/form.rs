//! Reading `multipart/form-data`, field by field, never more than the limits allow.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;

use super::{FIELDS_BYTES, Upload, body};
use crate::AppState;
use crate::error::ApiError;

/// Fields that a form may have.
const MAX_FIELDS: usize = 32;
/// How much of a module that is too large is read on, so that the client, still sending, gets to
/// read the answer.
const DRAINED_BYTES: usize = 64 * 1024 * 1024;

pub(super) async fn read(
    request: Request,
    state: &AppState,
    limit: usize,
) -> Result<Upload, ApiError> {
    let mut form = Multipart::from_request(request, state)
        .await
        .map_err(|rejection| body::broken(rejection.body_text()))?;
    let mut upload = Upload::default();
    let mut fields = 0;
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|error| unreadable(&error))?
    {
        fields += 1;
        if fields > MAX_FIELDS {
            return Err(ApiError::invalid(format!(
                "the form has more than {MAX_FIELDS} fields"
            )));
        }
        upload.take(field, limit).await?;
    }
    Ok(upload)
}

impl Upload {
    async fn take(&mut self, field: Field<'_>, limit: usize) -> Result<(), ApiError> {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "wasm_file" => once(&name, &mut self.module, module(field, limit).await?),
            "name" => once(&name, &mut self.name, text(&name, field).await?),
            "description" => once(&name, &mut self.description, text(&name, field).await?),
            "sha256" => once(&name, &mut self.sha256, text(&name, field).await?),
            "memory_limit_bytes" => once(
                &name,
                &mut self.memory_limit_bytes,
                number(&name, field).await?,
            ),
            "timeout_ms" => once(&name, &mut self.timeout_ms, number(&name, field).await?),
            "enabled" => once(&name, &mut self.enabled, switch(&name, field).await?),
            _ => text(&name, field).await.map(|_| ()),
        }
    }
}

fn once<T>(name: &str, slot: &mut Option<T>, value: T) -> Result<(), ApiError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(ApiError::invalid(format!(
            "the form has the field `{name}` twice"
        ))),
    }
}

async fn module(mut field: Field<'_>, limit: usize) -> Result<Vec<u8>, ApiError> {
    let mut module = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| unreadable(&error))? {
        if module.len() + chunk.len() > limit {
            drain(field, chunk.len()).await;
            return Err(too_large(limit));
        }
        module.extend_from_slice(&chunk);
    }
    Ok(module)
}

async fn drain(mut field: Field<'_>, mut drained: usize) {
    while drained < DRAINED_BYTES
        && let Ok(Some(chunk)) = field.chunk().await
    {
        drained += chunk.len();
    }
}

async fn text(name: &str, mut field: Field<'_>) -> Result<String, ApiError> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| unreadable(&error))? {
        if text.len() + chunk.len() > FIELDS_BYTES {
            let message = format!("the field `{name}` has more than {FIELDS_BYTES} bytes");
            return Err(ApiError::invalid(message));
        }
        text.extend_from_slice(&chunk);
    }
    String::from_utf8(text)
        .map_err(|_| ApiError::invalid(format!("the field `{name}` is not valid UTF-8")))
}

async fn number(name: &str, field: Field<'_>) -> Result<u64, ApiError> {
    let text = text(name, field).await?;
    text.trim().parse().map_err(|_| {
        ApiError::invalid(format!(
            "the field `{name}` is `{text}`; it takes a whole number"
        ))
    })
}

async fn switch(name: &str, field: Field<'_>) -> Result<bool, ApiError> {
    match text(name, field).await?.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        other => Err(ApiError::invalid(format!(
            "the field `{name}` is `{other}`; it takes `true` or `false`"
        ))),
    }
}

fn unreadable(error: &MultipartError) -> ApiError {
    body::broken(error.body_text())
}

pub(super) fn too_large(limit: usize) -> ApiError {
    let message = format!("the module has more than {limit} bytes (`[wasm] max_module_bytes`)");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
}
