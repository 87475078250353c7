//! One plugin in the list.

use acteon_api_types::Timestamp;
use acteon_api_types::{Plugin, PluginSource, PluginStatus};
use leptos::either::Either;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::query::Column;
use super::state::StateChips;
use crate::address;
use crate::components::{Ago, Bytes, Glyph, Icon};
use crate::format;

/// One plugin: a row of the table, a card on a phone.
#[component]
pub fn PluginRow(plugin: Signal<Plugin>, now: Signal<Timestamp>) -> impl IntoView {
    let navigate = use_navigate();
    // For the mouse; the name is the link.
    let open = move |event: MouseEvent| {
        if !is_meant_for_row(&event) {
            return;
        }
        let href = plugin.with_untracked(|plugin| address::plugin(&plugin.name));
        navigate(&href, NavigateOptions::default());
    };
    view! {
        <tr
            role="row"
            class:failed=move || plugin.with(|plugin| plugin.status == PluginStatus::Failed)
            on:click=open
        >
            {move || cells(plugin.get(), now)}
        </tr>
    }
}

/// Whether a click is neither on a link nor the end of a selection.
fn is_meant_for_row(event: &MouseEvent) -> bool {
    let on_link = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest("a").is_ok_and(|link| link.is_some()));
    let selecting = window()
        .get_selection()
        .is_ok_and(|selection| selection.is_some_and(|selection| !selection.is_collapsed()));
    !on_link && !selecting
}

fn cells(plugin: Plugin, now: Signal<Timestamp>) -> impl IntoView {
    let last_used = match plugin.last_invoked_at {
        Some(instant) => Either::Left(view! { <Ago instant now/> }),
        None => Either::Right(view! { <span class="muted">"Never"</span> }),
    };
    let invocations = invocations(&plugin);
    let memory_limit = plugin.memory_limit_bytes;
    let timeout = format::duration_ms(plugin.timeout_ms);
    let test = format!("{}#test", address::plugin(&plugin.name));
    let test_label = format!("Test {}", plugin.name);
    let from_file = plugin.source == PluginSource::PluginDir;
    view! {
        <th role="rowheader" scope="row" class="cell-name">
            <a class="plugin-name" href=address::plugin(&plugin.name)>{plugin.name.clone()}</a>
            {from_file
                .then(|| view! { <span class="tag" title="From a file, not uploaded">"file"</span> })}
        </th>
        <td role="cell" class="cell-description">
            {description(&plugin)}
        </td>
        {cell(Column::Status, view! { <StateChips plugin/> })}
        {cell(Column::Invocations, invocations)}
        {cell(Column::LastUsed, last_used)}
        {cell(Column::MemoryLimit, view! { <Bytes size=memory_limit/> })}
        {cell(Column::Timeout, timeout)}
        <td role="cell" class="cell-test">
            <a class="button small" href=test aria-label=test_label>
                <Icon glyph=Glyph::Play/>
                "Test"
            </a>
        </td>
    }
}

/// A cell that carries its column's label for the cards of a phone.
fn cell(column: Column, content: impl IntoView) -> impl IntoView {
    view! {
        <td role="cell" class=format!("cell-{}", column.key()) data-label=column.label()>
            <span class="cell-value">{content}</span>
        </td>
    }
}

fn description(plugin: &Plugin) -> impl IntoView + use<> {
    let missing = plugin.description.is_none();
    let text = plugin
        .description
        .clone()
        .unwrap_or_else(|| "No description".to_owned());
    let title = plugin.description.clone();
    let failed = plugin.status == PluginStatus::Failed;
    let error = plugin.last_error.clone().map(|error| {
        let prefix = (!failed).then_some("Last error: ");
        let title = error.clone();
        view! { <p class="plugin-error" title=title>{prefix}{error}</p> }
    });
    view! {
        <p class="description" class:muted=missing title=title>{text}</p>
        {error}
    }
}

fn invocations(plugin: &Plugin) -> impl IntoView + use<> {
    let by_origin = plugin.invocations_by_origin;
    let title = format!(
        "{} by dispatch, {} by the playground, {} by tests",
        format::count(by_origin.dispatch),
        format::count(by_origin.playground),
        format::count(by_origin.test),
    );
    let undispatched = plugin.invocation_count > 0 && by_origin.dispatch == 0;
    view! {
        <span title=title>{format::count(plugin.invocation_count)}</span>
        {undispatched.then(|| view! { <span class="remark">"none by dispatch"</span> })}
    }
}
