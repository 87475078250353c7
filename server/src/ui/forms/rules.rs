//! The forms of the rules.

use acteon_api_types::ReloadRequest;
use acteon_app::data::forms::Done;
use acteon_gateway::auth::Role;

use super::{FormEnd, Posted};
use crate::error::ApiError;

/// `do=enable`, `do=disable`: `rule` names the rule.
pub(super) async fn switch(posted: Posted, enabled: bool) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Operator, "switch a rule")?;
    let rule = posted.field("rule");
    (posted.state.gateway)
        .set_rule_enabled(&caller, rule, enabled)
        .await?;
    let done = if enabled {
        Done::Enabled
    } else {
        Done::Disabled
    };
    Ok(FormEnd::done(&posted.path, done))
}

/// `do=reload`: when the files have warnings, the page shows them.
pub(super) async fn reload(posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Operator, "reload the rules")?;
    let request = ReloadRequest::default();
    let answer = posted.state.gateway.reload_rules(&caller, request).await?;
    if answer.warnings.is_empty() {
        return Ok(FormEnd::done(&posted.path, Done::Reloaded));
    }
    let answer = serde_json::to_value(answer).map_err(|_| ApiError::internal())?;
    Ok(FormEnd::Result(answer))
}
