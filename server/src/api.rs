//! The operations of the REST API, one per file: each an adapter over one use case of the gateway.

pub(crate) mod audit;
pub(crate) mod dispatch;
pub(crate) mod operations;
pub(crate) mod plugins;
pub(crate) mod rules;
pub(crate) mod session;

use axum::http::{HeaderName, HeaderValue, header};

/// The `ETag` of a revision.
fn etag(revision: u64) -> [(HeaderName, HeaderValue); 1] {
    let value = HeaderValue::from_str(&format!("\"{revision}\""));
    [(
        header::ETAG,
        value.unwrap_or_else(|_| HeaderValue::from_static("\"\"")),
    )]
}
