//! Why a call failed, and what mends it.

use crate::prelude::*;
use acteon_api_types::PluginDetail;

use super::super::why::why;
use super::bench::Bench;
use crate::ApiError;
use crate::components::{Chip, Glyph, Icon, Tone};
use crate::format;

/// What can be done right here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The limits can be changed.
    EditLimits,
    /// Another module can be uploaded.
    Replace,
    /// Nothing on this page.
    None,
}

/// Why a call failed, as the server says it, and what mends it.
#[component]
pub fn Failure(bench: Bench, error: ApiError) -> impl IntoView {
    let kind = error.kind().map(str::to_owned);
    let details = error.details().cloned().map(why);
    let (remedy, step) = bench
        .shown
        .detail
        .with_untracked(|detail| remedy(&error, detail));
    let allowed = bench.shown.refused.with_value(Option::is_none);
    let step = (allowed && step != Step::None).then(|| {
        let (label, open, dialog) = match step {
            Step::Replace => ("Replace module", bench.shown.replacing, "replace"),
            Step::EditLimits | Step::None => ("Change limits", bench.shown.editing, "edit"),
        };
        let show = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            open.set(true);
        };
        view! {
            <a
                class="button small"
                href=bench.shown.dialog(dialog)
                aria-haspopup="dialog"
                data-noscroll="true"
                on:click=show
            >
                {label}
            </a>
        }
    });
    view! {
        <div class="failed-call">
            <p class="verdict-line">
                <Chip tone=Tone::Errored text="failed" title=None/>
                {kind.map(|kind| view! { <code class="tag">{kind}</code> })}
            </p>
            <p class="failed-message sentence">{error.to_string()}</p>
            <div class="remedy">
                <Icon glyph=Glyph::Next/>
                <p>{remedy}</p>
                {step}
            </div>
            {details}
        </div>
    }
    .into_any()
}

/// What mends a failure of each kind.
fn remedy(error: &ApiError, plugin: &PluginDetail) -> (String, Step) {
    let timeout = format::duration_ms(plugin.plugin.timeout_ms);
    let memory = format::bytes(plugin.plugin.memory_limit_bytes);
    match (error.kind(), error.status()) {
        (Some("timeout"), _) => (
            format!(
                "The limit is {timeout} for one call. Raise the timeout, or make the plugin do less: look for \
                 a loop without an end, and for a large payload of which it needs a few fields only."
            ),
            Step::EditLimits,
        ),
        (Some("memory_exceeded"), _) => (
            format!(
                "The limit is {memory} for one call. Raise the memory limit, or make the plugin allocate \
                 less: a module that starts with a large memory has that much less to work with."
            ),
            Step::EditLimits,
        ),
        (Some("invalid_output"), _) => (
            "The plugin must answer {\"verdict\": true} or {\"verdict\": false} every time, with \
             \"message\" and \"metadata\" if it likes; also when something goes wrong inside it."
                .to_owned(),
            Step::Replace,
        ),
        (Some("input_overwritten"), _) => (
            "The plugin's own memory management wrote over the action before it was read. Export \
             allocate(size), which returns room for it, and the action is put there."
                .to_owned(),
            Step::Replace,
        ),
        (Some("trap"), _) => (
            "The plugin panicked or ended itself. Where it was and what it printed stand below; more \
             names appear when the module is built with its name section."
                .to_owned(),
            Step::Replace,
        ),
        (Some("function_not_found"), _) => (
            format!(
                "It must be exported with two i32 parameters and an i64 result. This module has: {}.",
                if plugin.functions.is_empty() {
                    "none".to_owned()
                } else {
                    plugin.functions.join(", ")
                }
            ),
            Step::None,
        ),
        (Some("plugin_failed"), _) => (
            "The module could not be loaded, so there is nothing to call. Its error is at the top of this \
             page."
                .to_owned(),
            Step::Replace,
        ),
        (Some("wasm_disabled"), _) => (
            "Set enabled = true in the section [wasm] of the configuration and restart the server."
                .to_owned(),
            Step::None,
        ),
        (_, 404) => (
            "The plugin was deleted meanwhile. What you entered is still here.".to_owned(),
            Step::None,
        ),
        (_, 401) => (
            "Your session has ended. Sign in again; copy what you entered before.".to_owned(),
            Step::None,
        ),
        (_, 403) => (
            "Choose a namespace and a tenant that your key may act in.".to_owned(),
            Step::None,
        ),
        (Some("saturated"), _) | (_, 503) => (
            "The server has no room for the call now. What you entered is still here: run it again in \
             a moment."
                .to_owned(),
            Step::None,
        ),
        (_, 400) => (
            "Correct the action and run it again.".to_owned(),
            Step::None,
        ),
        (_, 502) => (
            "What you entered is still here: run it again when the server is back.".to_owned(),
            Step::None,
        ),
        _ => (
            "What you entered is still here: run it again.".to_owned(),
            Step::None,
        ),
    }
}
