//! What the plugin is for, its state, and what can be done with it.

use crate::prelude::*;
use acteon_api_types::{PluginStatus, UpdatePluginRequest};
use leptos::ev::{MouseEvent, SubmitEvent};

use super::change::{Attempt, DISABLE, ENABLE, REVISION, Refusal};
use super::shown::Shown;
use crate::components::{Chip, Glyph, Icon, Refused, SubmitButton, Tone};
use crate::data::plugins;
use crate::format;

/// What the plugin is for, its state, and what can be done with it.
#[component]
pub fn Head() -> impl IntoView {
    let shown = Shown::current()?;
    let about = Memo::new(move |_| {
        shown.detail.with(|detail| {
            let plugin = &detail.plugin;
            (
                plugin.status,
                plugin.error_count,
                plugin.description.clone(),
            )
        })
    });
    let summary = move || {
        let (status, errors, description) = about.get();
        let missing = description.is_none();
        let text = description.unwrap_or_else(|| "No description".to_owned());
        view! {
            <span class="chips">{chips(status, errors)}</span>
            <p class="page-summary" class:muted=missing>{text}</p>
        }
    };
    let attempt = Attempt::of(&[ENABLE, DISABLE]);
    let actions = match shown.refused.get_value() {
        None => view! { <Actions shown attempt/> }.into_any(),
        Some(reason) => view! { <Refused reason/> }.into_any(),
    };
    Some(
        view! {
            <div class="plugin-head">
                <div class="plugin-summary">{summary}</div>
                {actions}
            </div>
            <Refusal attempt/>
        }
        .into_any(),
    )
}

fn chips(status: PluginStatus, errors: u64) -> impl IntoView {
    let (tone, text) = match status {
        PluginStatus::Active => (Tone::Allowed, "Enabled"),
        PluginStatus::Disabled => (Tone::Skipped, "Disabled"),
        PluginStatus::Failed => (Tone::Denied, "Failed"),
    };
    let failed = (errors > 0).then(|| {
        let text = format!("{} failed", format::count(errors));
        view! { <Chip tone=Tone::Errored text title=Some("Failed invocations".to_owned())/> }
    });
    view! { <Chip tone text title=None/> {failed} }
}

#[component]
fn Actions(shown: Shown, attempt: Attempt) -> impl IntoView {
    view! {
        <div class="page-actions">
            <a class="button" href="#test">
                <Icon glyph=Glyph::Play/>
                "Test"
            </a>
            <Switch shown attempt/>
            {opener(shown, shown.editing, "edit", "Edit", "button", Glyph::Settings)}
            {opener(shown, shown.replacing, "replace", "Replace module", "button", Glyph::Upload)}
            {opener(shown, shown.deleting, "delete", "Delete", "button danger", Glyph::Trash)}
        </div>
    }
    .into_any()
}

/// Opens a dialog; without scripts the page is loaded with the dialog in it.
fn opener(
    shown: Shown,
    open: RwSignal<bool>,
    name: &'static str,
    label: &'static str,
    class: &'static str,
    glyph: Glyph,
) -> impl IntoView {
    let show = move |event: MouseEvent| {
        event.prevent_default();
        open.set(true);
    };
    view! {
        <a
            class=class
            href=shown.dialog(name)
            aria-haspopup="dialog"
            data-noscroll="true"
            on:click=show
        >
            <Icon glyph/>
            {label}
        </a>
    }
}

/// Switches the plugin on or off.
#[component]
fn Switch(shown: Shown, attempt: Attempt) -> impl IntoView {
    let enabled = Memo::new(move |_| shown.detail.with(|detail| detail.plugin.enabled));
    let revision = move || shown.detail.with(|detail| detail.plugin.revision);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let enabled = !enabled.get_untracked();
        let request = UpdatePluginRequest {
            enabled: Some(enabled),
            ..UpdatePluginRequest::default()
        };
        let change = plugins::update(shown.name(), request, Some(untrack(revision)));
        attempt.make(shown, Box::pin(change), move |detail| {
            let state = if enabled { "enabled" } else { "disabled" };
            format!("{} is {state}.", detail.plugin.name)
        });
    };
    let form = move || if enabled.get() { DISABLE } else { ENABLE };
    let label = move || if enabled.get() { "Disable" } else { "Enable" }.to_owned();
    view! {
        <form method="post" action=shown.href() on:submit=send>
            <input type="hidden" name="do" value=form/>
            <input type="hidden" name=REVISION value=revision/>
            <SubmitButton label=Signal::derive(label) busy=attempt.busy/>
        </form>
    }
    .into_any()
}
