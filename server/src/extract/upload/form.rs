//! Reading `multipart/form-data`, field by field, never more than the limits allow.

use std::error::Error as _;

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;

use super::super::arriving::Arriving;
use super::limited::{Limited, TooLarge};
use super::{FIELDS_BYTES, body};
use crate::AppState;
use crate::bodies::NoRoom;
use crate::error::ApiError;

/// Fields that a form may have.
pub(in crate::extract) const MAX_FIELDS: usize = 32;
/// What boundaries and the heads of the fields may take, in bytes.
const FRAME_BYTES: usize = 64 * 1024;

/// Field of the module.
const MODULE: &str = "wasm_file";

/// Takes the fields of a form as they arrive.
pub(in crate::extract) trait Fields {
    /// A field with text.
    fn text(&mut self, name: &str, text: String) -> Result<(), ApiError>;
    /// The module in the field of this name.
    fn module(&mut self, name: &str, module: Vec<u8>) -> Result<(), ApiError>;
}

/// Hands the fields of a form on. `limit` is that of its module, in bytes.
pub(in crate::extract) async fn read(
    request: Request,
    state: &AppState,
    limit: usize,
    into: &mut impl Fields,
) -> Result<(), ApiError> {
    // Whatever stands in front of a boundary is kept until the boundary comes.
    let mut request = request.map(|body| Body::new(Limited::new(body, whole(limit))));
    let body = Arriving::take(&mut request)?;
    let request = request.map(|_| Body::new(body));
    let mut form = Multipart::from_request(request, state)
        .await
        .map_err(|rejection| body::broken(rejection.body_text()))?;
    let mut fields = 0;
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|error| unreadable(&error, limit))?
    {
        fields += 1;
        if fields > MAX_FIELDS {
            return Err(ApiError::invalid(format!(
                "the form has more than {MAX_FIELDS} fields"
            )));
        }
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            MODULE => into.module(&name, module(field, limit).await?)?,
            _ => into.text(&name, text(&name, field, limit).await?)?,
        }
    }
    Ok(())
}

/// What the body may have altogether, in bytes.
pub(super) const fn whole(module: usize) -> usize {
    module.saturating_add(FIELDS_BYTES + FRAME_BYTES)
}

async fn module(mut field: Field<'_>, limit: usize) -> Result<Vec<u8>, ApiError> {
    let mut module = Vec::new();
    while let Some(chunk) = chunk(&mut field, limit).await? {
        if module.len() + chunk.len() > limit {
            drain(field).await;
            return Err(too_large(limit));
        }
        module.extend_from_slice(&chunk);
    }
    Ok(module)
}

/// Reads on, so that a client that is still sending gets to read the answer. [`Limited`] bounds it.
async fn drain(mut field: Field<'_>) {
    while let Ok(Some(_)) = field.chunk().await {}
}

async fn chunk(field: &mut Field<'_>, limit: usize) -> Result<Option<Bytes>, ApiError> {
    field
        .chunk()
        .await
        .map_err(|error| unreadable(&error, limit))
}

async fn text(name: &str, mut field: Field<'_>, limit: usize) -> Result<String, ApiError> {
    let mut text = Vec::new();
    while let Some(chunk) = chunk(&mut field, limit).await? {
        if text.len() + chunk.len() > FIELDS_BYTES {
            let message = format!("the field `{name}` has more than {FIELDS_BYTES} bytes");
            return Err(ApiError::invalid(message));
        }
        text.extend_from_slice(&chunk);
    }
    String::from_utf8(text)
        .map_err(|_| ApiError::invalid(format!("the field `{name}` is not valid UTF-8")))
}

fn unreadable(error: &MultipartError, limit: usize) -> ApiError {
    let causes = || std::iter::successors(error.source(), |&cause| cause.source());
    if causes().any(|cause| cause.is::<NoRoom>()) {
        return body::no_room();
    }
    if causes().any(|cause| cause.is::<TooLarge>()) {
        let message = format!(
            "the form is too large: its module may have {limit} bytes (`[wasm] max_module_bytes`), \
             its other fields {FIELDS_BYTES} together"
        );
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return ApiError::new(status, "payload_too_large", message);
    }
    body::broken(error.body_text())
}

pub(super) fn too_large(limit: usize) -> ApiError {
    let message = format!("the module has more than {limit} bytes (`[wasm] max_module_bytes`)");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
}
