//! What a receiver answers with.

use std::collections::BTreeMap;

use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::body::{Body, Bytes};
use serde_json::{Map, Value, json};

/// Most of an answer's body that is read, in bytes.
pub(super) const MAX_BODY_BYTES: usize = 65_536;
/// Most of one header's value that is kept, in bytes.
const MAX_HEADER_BYTES: usize = 1024;
/// The headers that are kept: what an answer is, and what finds it again in the receiver's log.
const KEPT_HEADERS: [&str; 6] = [
    "content-type",
    "etag",
    "location",
    "request-id",
    "x-correlation-id",
    "x-request-id",
];

/// Reads a body up to the bound and gives its value; what lies beyond is not read.
pub(super) async fn read<B>(mut body: B) -> Result<Value, B::Error>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            let room = MAX_BODY_BYTES - bytes.len();
            bytes.extend_from_slice(&data[..data.len().min(room)]);
            if data.len() > room {
                return Ok(value(&bytes, true));
            }
        }
    }
    Ok(value(&bytes, false))
}

/// A body's JSON; its text where it is none; an empty object where it is empty.
fn value(bytes: &[u8], truncated: bool) -> Value {
    if bytes.is_empty() {
        return Value::Object(Map::new());
    }
    let text = || String::from_utf8_lossy(bytes);
    if truncated {
        return json!({ "text": text(), "truncated": true });
    }
    serde_json::from_slice(bytes).unwrap_or_else(|_| json!({ "text": text() }))
}

/// The headers that are kept, by their names in lower case.
pub(super) fn kept_headers(headers: &HeaderMap) -> BTreeMap<String, String> {
    let kept = |name: &str| {
        let value = headers.get(name)?.to_str().ok()?;
        (value.len() <= MAX_HEADER_BYTES).then(|| (name.to_owned(), value.to_owned()))
    };
    KEPT_HEADERS.into_iter().filter_map(kept).collect()
}
