//! A batch of actions: a JSON list of them, or an object that holds one.

use acteon_api_types::DispatchRequest;
use axum::extract::{FromRequest, Request};
use serde::Deserialize;
use serde_json::Value;

use super::json;
use crate::AppState;
use crate::error::ApiError;

/// The actions of a batch.
pub(crate) struct Batch(pub(crate) Vec<DispatchRequest>);

#[derive(Deserialize)]
struct Held {
    actions: Vec<Value>,
}

impl FromRequest<AppState> for Batch {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let body = json::read(request, state).await?;
        let items = if body.trim_ascii_start().starts_with(b"[") {
            json::parse_value(&body)?
        } else {
            json::parse::<Held>(&body)?.actions
        };
        let actions = items.into_iter().enumerate().map(|(index, item)| {
            // A list would be read by the position of the fields.
            if !item.is_object() {
                let message = format!("action {index} (from 0): it has to be an object");
                return Err(ApiError::invalid(message));
            }
            serde_path_to_error::deserialize(item)
                .map_err(|error| json::refused(error).within(&format!("action {index} (from 0)")))
        });
        actions.collect::<Result<_, _>>().map(Self)
    }
}
