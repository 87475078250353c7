//! The forms of one plugin.
//!
//! Each carries the `revision` that its page showed: a plugin that somebody else has changed since is
//! not changed.

use acteon_api_types::{TestInput, TestPluginParams, TestPluginRequest, UpdatePluginRequest};
use acteon_app::data::forms::Done;
use acteon_gateway::auth::Role;
use serde_json::Value;

use super::register::memory_limit;
use super::{FormEnd, Posted};
use crate::error::ApiError;
use crate::extract::{Upload, snapshot_mode};

/// `do=enable`, `do=disable`
pub(super) async fn switch(posted: Posted, enabled: bool) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "switch a plugin")?;
    let request = UpdatePluginRequest {
        enabled: Some(enabled),
        ..UpdatePluginRequest::default()
    };
    let expected = number(&posted, "revision")?;
    (posted.state.gateway)
        .update_plugin(&caller, &posted.name, request, expected)
        .await?;
    let done = if enabled {
        Done::Enabled
    } else {
        Done::Disabled
    };
    Ok(FormEnd::done(&posted.path, done))
}

/// `do=update`: `description`, `memory_limit` in its `memory_limit_unit`, `timeout_ms`, `snapshot`; what
/// they were when the form was made, in `was_description` and so on. What is as it was is not changed.
pub(super) async fn update(posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "change a plugin")?;
    let description = posted.fields.get("description").map(|text| lines(text));
    let described = posted.fields.get("was_description").map(|text| lines(text));
    let memory = memory_limit(&posted)?;
    let timeout = number(&posted, "timeout_ms")?;
    let snapshot = (posted.fields.get("snapshot"))
        .filter(|mode| *mode != posted.field("was_snapshot"))
        .map(|mode| snapshot_mode("snapshot", mode))
        .transpose()?;
    let request = UpdatePluginRequest {
        memory_limit_bytes: memory.filter(|_| memory != number_was(&posted, "memory_limit_bytes")),
        timeout_ms: timeout.filter(|_| timeout != number_was(&posted, "timeout_ms")),
        description: if description == described {
            None
        } else {
            description
        },
        snapshot,
        enabled: None,
    };
    let expected = number(&posted, "revision")?;
    (posted.state.gateway)
        .update_plugin(&caller, &posted.name, request, expected)
        .await?;
    Ok(FormEnd::done(&posted.path, Done::Updated))
}

/// Browsers send lines with both ends.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// What a number was when the form was made.
fn number_was(posted: &Posted, field: &str) -> Option<u64> {
    posted.field(&format!("was_{field}")).parse().ok()
}

/// `do=replace`: the module, in the field `wasm_file`.
pub(super) async fn replace(mut posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "replace a plugin")?;
    let expected = number(&posted, "revision")?;
    let module = posted.module.take();
    let request = Upload::from_page(&posted.fields, module)?.replacement(&posted.name)?;
    (posted.state.gateway)
        .replace_plugin(&caller, &posted.name, request, expected)
        .await?;
    Ok(FormEnd::done(&posted.path, Done::Replaced))
}

/// `do=restore`: the revision, in the field `restore`.
pub(super) async fn restore(posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "restore a plugin")?;
    let expected = number(&posted, "revision")?;
    let wanted = number(&posted, "restore")?
        .ok_or_else(|| ApiError::invalid("the field `restore` is missing; it names a revision"))?;
    (posted.state.gateway)
        .restore_plugin(&caller, &posted.name, wanted, expected)
        .await?;
    Ok(FormEnd::done(&posted.path, Done::Restored))
}

/// `do=delete`: the plugin's name once more, in the field `confirm`.
pub(super) async fn delete(posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Admin, "delete a plugin")?;
    let expected = number(&posted, "revision")?;
    if posted.field("confirm") != posted.name {
        return Err(ApiError::invalid(format!(
            "`confirm` is not the name of the plugin; type `{}`",
            posted.name
        )));
    }
    (posted.state.gateway)
        .delete_plugin(&caller, &posted.name, expected)
        .await?;
    Ok(FormEnd::done("/plugins", Done::Deleted))
}

/// `do=test`: the `function`, and the action as JSON in the field `input`.
pub(super) async fn test(posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Operator, "test a plugin")?;
    let request = TestPluginRequest {
        function: (posted.fields.get("function"))
            .filter(|function| !function.is_empty())
            .cloned(),
        input: action(posted.field("input"))?,
    };
    let params = TestPluginParams {
        cost: !posted.field("cost").is_empty(),
    };
    let answer = (posted.state.gateway)
        .test_plugin(&caller, &posted.name, request, params)
        .await?;
    let answer: Value = serde_json::to_value(answer).map_err(|_| ApiError::internal())?;
    Ok(FormEnd::Result(answer))
}

fn action(text: &str) -> Result<TestInput, ApiError> {
    if text.trim().is_empty() {
        return Ok(TestInput::default());
    }
    serde_json::from_str(text)
        .map_err(|error| ApiError::invalid(format!("`input` is not an action: {error}")))
}

/// A whole number; none when the form has no such field.
fn number(posted: &Posted, field: &str) -> Result<Option<u64>, ApiError> {
    let Some(text) = posted.fields.get(field) else {
        return Ok(None);
    };
    let number = text.trim().parse();
    number
        .map(Some)
        .map_err(|_| ApiError::invalid(format!("`{field}` is `{text}`; it must be a whole number")))
}
