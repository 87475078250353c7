//! The forms of one plugin.

use acteon_api_types::UpdatePluginRequest;
use acteon_app::data::forms::Done;
use acteon_gateway::auth::Role;

use super::{FormEnd, Posted};
use crate::error::ApiError;

/// `do=enable`, `do=disable`
pub(super) async fn switch(posted: Posted, enabled: bool) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "switch a plugin")?;
    let request = UpdatePluginRequest {
        enabled: Some(enabled),
        ..UpdatePluginRequest::default()
    };
    (posted.state.gateway)
        .update_plugin(&caller, &posted.name, request, None)
        .await?;
    let done = if enabled {
        Done::Enabled
    } else {
        Done::Disabled
    };
    Ok(FormEnd::done(&posted.path, done))
}
