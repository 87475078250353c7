//! What a receiver is sent.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Delivery, FailureCode, ProviderFailure};

/// The body of a request.
#[derive(Serialize)]
struct Body<'a> {
    id: &'a str,
    namespace: &'a str,
    tenant: &'a str,
    provider: &'a str,
    action_type: &'a str,
    payload: &'a Map<String, Value>,
    metadata: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<&'a str>,
}

/// The body of every request of this delivery.
pub(super) fn body(delivery: &Delivery) -> Result<Bytes, ProviderFailure> {
    let body = Body {
        id: &delivery.action_id,
        namespace: &delivery.namespace,
        tenant: &delivery.tenant,
        provider: &delivery.provider,
        action_type: &delivery.action_type,
        payload: &delivery.payload,
        metadata: &delivery.metadata,
        created_at: delivery.created_at.as_deref(),
    };
    match serde_json::to_vec(&body) {
        Ok(json) => Ok(json.into()),
        Err(error) => Err(ProviderFailure {
            code: FailureCode::Rejected,
            message: format!("the action cannot be written as JSON: {error}"),
            retryable: false,
        }),
    }
}
