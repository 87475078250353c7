//! The plugin resource.

use acteon_api_types::{
    InvocationList, PluginDetail, PluginList, PluginRevisionList, TestPluginParams,
    TestPluginRequest, TestPluginResponse, UpdatePluginRequest,
};

use super::SendResult;
use super::read::read;
use super::send::{Method, Terms, send};

/// How much longer than its plugin a test call may take, in milliseconds: it waits for a place.
const TEST_SLACK_MS: u32 = 10_000;
/// The same when what it costs is counted: its module may have to be compiled first.
const COST_SLACK_MS: u32 = 120_000;

/// The address of a plugin; names have no characters that mean anything in one.
pub(super) fn path(name: &str) -> String {
    format!("/v1/wasm/plugins/{name}")
}

read! {
    /// Every plugin, sorted by name.
    list() -> PluginList,
    server: |backend| backend.list_plugins(),
    browser: "/v1/wasm/plugins",
}

read! {
    /// One plugin with all that is known of it.
    get(name: String) -> PluginDetail,
    server: |backend| backend.plugin(&name),
    browser: path(&name),
}

read! {
    /// Its last invocations, newest first.
    invocations(name: String) -> InvocationList,
    server: |backend| backend.plugin_invocations(&name),
    browser: format!("{}/invocations", path(&name)),
}

read! {
    /// Its revisions, newest first.
    revisions(name: String) -> PluginRevisionList,
    server: |backend| backend.plugin_revisions(&name),
    browser: format!("{}/revisions", path(&name)),
}

/// Changes description, limits or state of a plugin, if `revision` is still its present one.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
pub async fn update(
    name: String,
    change: UpdatePluginRequest,
    revision: Option<u64>,
) -> SendResult<PluginDetail> {
    let terms = Terms {
        if_match: revision,
        ..Terms::default()
    };
    send(Method::Patch, &path(&name), Some(&change), terms).await
}

/// Deletes a plugin, if `revision` is still its present one.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
pub async fn delete(name: String, revision: Option<u64>) -> SendResult<()> {
    let terms = Terms {
        if_match: revision,
        ..Terms::default()
    };
    send(Method::Delete, &path(&name), None::<&()>, terms).await
}

/// Puts a former revision of a plugin in force again, if `expected` is still its present one.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
pub async fn restore(
    name: String,
    revision: u64,
    expected: Option<u64>,
) -> SendResult<PluginDetail> {
    let path = format!("{}/revisions/{revision}/restore", path(&name));
    let terms = Terms {
        if_match: expected,
        ..Terms::default()
    };
    send(Method::Post, &path, None::<&()>, terms).await
}

/// Calls a plugin that may take `timeout_ms` with a made-up action.
///
/// # Errors
/// The server's refusal, why the call failed, or that the server cannot be reached.
pub async fn test(
    name: String,
    request: TestPluginRequest,
    params: TestPluginParams,
    timeout_ms: u32,
) -> SendResult<TestPluginResponse> {
    let (slack_ms, query) = if params.cost {
        (COST_SLACK_MS, "?cost=true")
    } else {
        (TEST_SLACK_MS, "")
    };
    let terms = Terms {
        timeout_ms: Some(timeout_ms.saturating_add(slack_ms)),
        ..Terms::default()
    };
    send(
        Method::Post,
        &format!("{}/test{query}", path(&name)),
        Some(&request),
        terms,
    )
    .await
}
