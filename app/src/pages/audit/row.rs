//! One record in the list.

use acteon_api_types::{AuditPluginCall, AuditRecord, Timestamp, VerdictKind};
use leptos::ev::MouseEvent;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::place::Place;
use super::record::details;
use crate::address;
use crate::components::{Ago, Glyph, Icon, OutcomeChip, VerdictChip};
use crate::format;
use crate::prelude::*;

/// One record: a row of the table, a card on a phone, and what is known of it below when it is open.
#[component]
pub fn RecordRow(
    /// The record; it does not change.
    record: AuditRecord,
    /// The page that it is on.
    place: StoredValue<Place>,
    /// The id of the record that is open.
    open: Memo<String>,
    /// Whether it came while somebody was looking.
    fresh: bool,
    /// What is now.
    now: Signal<Timestamp>,
) -> impl IntoView {
    let id = record.id.clone();
    let is_open = Memo::new(move |_| open.with(|open| *open == id));
    let id = record.id.clone();
    let href = Memo::new(move |_| {
        let record = if is_open.get() { "" } else { &id };
        place.with_value(|place| place.href(record))
    });
    let navigate = use_navigate();
    // The whole row opens the record; the link in it is for the keyboard and for no scripts.
    let clicked = move |event: MouseEvent| {
        if !on_control(&event) && !selecting() {
            let options = NavigateOptions {
                scroll: false,
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&href.get_untracked(), options);
        }
    };
    let row = format!("record-{}", record.id);
    let body = format!("details-{}", record.id);
    let controls = body.clone();
    let about = format!(
        ", {} of {}: open the record",
        record.action_type, record.tenant
    );
    let at = record.dispatched_at;
    let cells = cells(&record);
    let record = StoredValue::new(record);
    let content = move || {
        is_open.get().then(|| {
            let body = body.clone();
            view! {
                <tr role="row" class="record-body">
                    <td role="cell" class="wide" colspan="7" id=body>
                        {record.with_value(details)}
                    </td>
                </tr>
            }
        })
    };
    view! {
        <tr
            id=row
            role="row"
            class="record-row"
            class:fresh=fresh
            class:open=is_open
            on:click=clicked
        >
            <th role="rowheader" scope="row" class="record-time">
                <a
                    href=href
                    data-noscroll="true"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=move || is_open.get().then(|| controls.clone())
                >
                    <Icon glyph=Glyph::Next/>
                    <Ago instant=at now/>
                    <span class="visually-hidden">{about}</span>
                </a>
            </th>
            {cells}
        </tr>
        {content}
    }
    .into_any()
}

fn cells(record: &AuditRecord) -> AnyView {
    let duration = if record.duration_ms == 0 {
        "< 1 ms".to_owned()
    } else {
        format::duration_us(record.duration_ms.saturating_mul(1_000))
    };
    let caller = match record.caller.clone() {
        Some(caller) => caller.into_any(),
        None => view! { <span class="muted">"–"</span> }.into_any(),
    };
    view! {
        <td role="cell" data-label="Verdict">
            <VerdictChip verdict=record.verdict/>
        </td>
        <td role="cell" data-label="Outcome">
            <OutcomeChip outcome=record.outcome/>
        </td>
        <td role="cell" class="record-action" data-label="Action">
            <span class="record-type">{record.action_type.clone()}</span>
            <span class="record-to">" to " {record.provider.clone()}</span>
            <span class="record-scope">
                {record.namespace.clone()} " / " {record.tenant.clone()}
            </span>
        </td>
        <td role="cell" class="record-reason wide" data-label="Decided by">
            {reason(record)}
        </td>
        <td role="cell" class="record-caller" data-label="Caller">
            {caller}
        </td>
        <td role="cell" class="number" data-label="Duration">
            {duration}
        </td>
    }
    .into_any()
}

/// The rule, and what its plugin said.
fn reason(record: &AuditRecord) -> AnyView {
    let rule = match rule_of(record) {
        Some(rule) => {
            let href = address::rule(rule);
            view! { <a class="record-rule" href=href>{rule.to_owned()}</a> }.into_any()
        }
        None => view! { <span class="muted">"No rule matched"</span> }.into_any(),
    };
    let said = match (&record.verdict_details.error, deciding_call(record)) {
        (Some(error), _) => Some((error.clone(), "record-message wrong")),
        (None, Some(call)) => {
            let said = call.message.clone().or_else(|| call.error.clone());
            said.map(|said| (said, "record-message"))
        }
        (None, None) => None,
    };
    let said = said.map(|(said, class)| {
        let title = said.clone();
        view! {
            <span class=class title=title dir="auto">
                {said}
            </span>
        }
    });
    view! {
        {rule}
        {said}
    }
    .into_any()
}

/// The rule that decided, or whose failure did.
pub fn rule_of(record: &AuditRecord) -> Option<&str> {
    let matched = record.matched_rule.as_deref();
    let failed = || record.outcome_details.get("rule")?.as_str();
    matched.or_else(|| failed().filter(|_| record.verdict == VerdictKind::Error))
}

/// The plugin call that settled the rule that decided.
pub fn deciding_call(record: &AuditRecord) -> Option<&AuditPluginCall> {
    let rule = rule_of(record)?;
    let mut calls = record.verdict_details.wasm.iter().rev();
    calls.find(|call| call.deciding && call.rule == rule)
}

fn on_control(event: &MouseEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            element
                .closest("a, button, summary, input, label")
                .is_ok_and(|control| control.is_some())
        })
}

/// Whether text is being selected with the mouse.
fn selecting() -> bool {
    matches!(window().get_selection(), Ok(Some(selection)) if !selection.is_collapsed())
}
