//! The form that registers a plugin.

use acteon_app::data::forms::Done;
use acteon_gateway::auth::Role;
use serde_json::json;

use super::{FormEnd, Posted};
use crate::error::ApiError;
use crate::extract::Upload;

/// The memory limit as a page asks for it: a number, and its unit.
const MEMORY_LIMIT: &str = "memory_limit";
const MEMORY_LIMIT_UNIT: &str = "memory_limit_unit";
/// What it is for the REST API.
const MEMORY_LIMIT_BYTES: &str = "memory_limit_bytes";

/// `do=register`: the fields of `POST /v1/wasm/plugins`, and the memory limit as a number and its
/// unit. A box that is not ticked is not sent, so that `enabled` is false when it is absent.
pub(super) async fn register(mut posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "register a plugin")?;
    if let Some(bytes) = memory_limit(&posted)? {
        let bytes = bytes.to_string();
        posted.fields.insert(MEMORY_LIMIT_BYTES.to_owned(), bytes);
    }
    let mut registration = Upload::from_page(&posted.fields, posted.module)?.registration()?;
    registration.enabled = Some(registration.enabled.unwrap_or(false));
    let registered = (posted.state.gateway)
        .register_plugin(&caller, registration)
        .await?;
    if !registered.warnings.is_empty() {
        return Ok(FormEnd::Result(json!(registered)));
    }
    // A name has no character that an address would have to encode.
    let page = format!("/plugins/{}", registered.plugin.plugin.name);
    Ok(FormEnd::done(&page, Done::Registered))
}

/// The memory limit in bytes; none when the page leaves it to the server.
pub(super) fn memory_limit(posted: &Posted) -> Result<Option<u64>, ApiError> {
    let amount = posted.field(MEMORY_LIMIT).trim();
    if amount.is_empty() {
        return Ok(None);
    }
    let invalid = |name: &str, found: &str, takes: &str| {
        ApiError::invalid(format!("the field `{name}` is `{found}`; it takes {takes}"))
    };
    let unit: u64 = match posted.field(MEMORY_LIMIT_UNIT) {
        "MiB" => 1024 * 1024,
        "KiB" => 1024,
        "bytes" | "" => 1,
        other => {
            let takes = "`MiB`, `KiB` or `bytes`";
            return Err(invalid(MEMORY_LIMIT_UNIT, other, takes));
        }
    };
    let amount: u64 = amount
        .parse()
        .map_err(|_| invalid(MEMORY_LIMIT, amount, "a whole number"))?;
    Ok(Some(amount.saturating_mul(unit)))
}
