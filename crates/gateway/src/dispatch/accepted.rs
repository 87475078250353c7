//! An action as it was accepted: within bounds, with an id.

use std::sync::Arc;

use acteon_api_types::DispatchRequest;
use acteon_core::Action;
use jiff::Timestamp;
use uuid::Uuid;

use crate::GatewayError;

/// Longest id, dedup key, name of a namespace and so on, in bytes.
pub(crate) const MAX_TEXT_BYTES: usize = 1024;

/// An accepted action.
pub(super) struct Accepted {
    pub(super) action: Arc<Action>,
    /// Id of the action: the client's, or a new one.
    pub(super) action_id: String,
    /// What `deduplicate` rules go by: the client's dedup key, else the client's id.
    pub(super) key: Option<String>,
    /// The dedup key, if the client gave one.
    pub(super) dedup_key: Option<String>,
    pub(super) created_at: Option<Timestamp>,
    pub(super) status: Option<String>,
}

impl Accepted {
    pub(super) fn new(request: DispatchRequest) -> Result<Self, GatewayError> {
        check(&request)?;
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let (id, dedup_key) = (given(request.id), given(request.dedup_key));
        Ok(Self {
            action_id: id.clone().unwrap_or_else(|| Uuid::now_v7().to_string()),
            key: dedup_key.clone().or(id),
            dedup_key,
            created_at: request.created_at,
            status: given(request.status),
            action: Arc::new(Action {
                namespace: request.namespace,
                tenant: request.tenant,
                provider: request.provider,
                action_type: request.action_type,
                payload: request.payload,
                metadata: request
                    .metadata
                    .map(|metadata| metadata.into_labels())
                    .unwrap_or_default(),
            }),
        })
    }
}

/// Checks what is stored in columns and sent in headers.
pub(super) fn check(request: &DispatchRequest) -> Result<(), GatewayError> {
    let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    for (field, bytes) in [
        ("id", optional(&request.id)),
        ("namespace", request.namespace.len()),
        ("tenant", request.tenant.len()),
        ("provider", request.provider.len()),
        ("action_type", request.action_type.len()),
        ("dedup_key", optional(&request.dedup_key)),
        ("status", optional(&request.status)),
    ] {
        if bytes > MAX_TEXT_BYTES {
            return Err(GatewayError::InvalidRequest(format!(
                "`{field}` has {bytes} bytes; it may have {MAX_TEXT_BYTES}"
            )));
        }
    }
    for (field, text) in [
        ("namespace", &request.namespace),
        ("tenant", &request.tenant),
        ("provider", &request.provider),
        ("action_type", &request.action_type),
    ] {
        if text.is_empty() {
            return Err(GatewayError::InvalidRequest(format!("`{field}` is empty")));
        }
    }
    Ok(())
}
