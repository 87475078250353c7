//! The form that registers a plugin.

use acteon_app::data::forms::Done;
use acteon_gateway::auth::Role;

use super::{FormEnd, Posted};
use crate::error::ApiError;
use crate::extract::Upload;

/// `do=register`: the fields of `POST /v1/wasm/plugins`. A box that is not ticked is not sent, so that
/// `enabled` is false when it is absent.
pub(super) async fn register(posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "register a plugin")?;
    let mut registration = Upload::from_page(&posted.fields, posted.module)?.registration()?;
    registration.enabled = Some(registration.enabled.unwrap_or(false));
    let registered = (posted.state.gateway)
        .register_plugin(&caller, registration)
        .await?;
    // A name has no character that an address would have to encode.
    let page = format!("/plugins/{}", registered.plugin.plugin.name);
    Ok(FormEnd::done(&page, Done::Registered))
}
