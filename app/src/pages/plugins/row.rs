//! One plugin in the list.

use acteon_api_types::{Plugin, PluginSource, PluginStatus};
use jiff::Timestamp;
use leptos::prelude::*;

use super::query::Column;
use super::state::StateChips;
use crate::components::{Ago, Bytes};
use crate::format;

/// One plugin: a row of the table, a card on a phone.
#[component]
pub fn PluginRow(plugin: Signal<Plugin>, now: Signal<Timestamp>) -> impl IntoView {
    view! {
        <tr role="row" class:failed=move || plugin.with(|plugin| plugin.status == PluginStatus::Failed)>
            {move || cells(plugin.get(), now)}
        </tr>
    }
}

fn cells(plugin: Plugin, now: Signal<Timestamp>) -> impl IntoView {
    let last_used = plugin.last_invoked_at.map_or_else(
        || view! { <span class="muted">"Never"</span> }.into_any(),
        |instant| view! { <Ago instant now/> }.into_any(),
    );
    let invocations = invocations(&plugin);
    let memory_limit = plugin.memory_limit_bytes;
    let timeout = format::duration_ms(plugin.timeout_ms);
    let from_file = plugin.source == PluginSource::PluginDir;
    view! {
        <th role="rowheader" scope="row" class="cell-name">
            <span class="plugin-name">{plugin.name.clone()}</span>
            {from_file
                .then(|| view! { <span class="tag" title="From a file, not uploaded">"file"</span> })}
        </th>
        <td role="cell" class="cell-description">
            {description(&plugin)}
        </td>
        <Cell column=Column::Status>
            <StateChips plugin/>
        </Cell>
        <Cell column=Column::Invocations>{invocations}</Cell>
        <Cell column=Column::LastUsed>{last_used}</Cell>
        <Cell column=Column::MemoryLimit>
            <Bytes size=memory_limit/>
        </Cell>
        <Cell column=Column::Timeout>{timeout}</Cell>
    }
}

/// A cell that carries its column's label for the cards of a phone.
#[component]
fn Cell(column: Column, children: Children) -> impl IntoView {
    view! {
        <td role="cell" class=format!("cell-{}", column.key()) data-label=column.label()>
            <span class="cell-value">{children()}</span>
        </td>
    }
}

fn description(plugin: &Plugin) -> impl IntoView + use<> {
    let text = match &plugin.description {
        Some(text) => {
            let title = text.clone();
            view! { <p class="description" title=title>{text.clone()}</p> }.into_any()
        }
        None => view! { <p class="description muted">"No description"</p> }.into_any(),
    };
    let failed = plugin.status == PluginStatus::Failed;
    let error = plugin.last_error.clone().map(|error| {
        let prefix = if failed { "" } else { "Last error: " };
        let title = error.clone();
        view! { <p class="plugin-error" title=title>{prefix}{error}</p> }
    });
    view! {
        {text}
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
