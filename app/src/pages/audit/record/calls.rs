//! What the plugins said.

use crate::prelude::*;
use acteon_api_types::{AuditPluginCall, AuditRecord};

use super::{json, section};
use crate::address;
use crate::components::AnswerChip;
use crate::format;
use crate::pages::audit::row::rule_of;

/// Every plugin call of the decision, in order.
pub fn calls(record: &AuditRecord) -> Option<AnyView> {
    let calls = &record.verdict_details.wasm;
    if calls.is_empty() {
        return None;
    }
    let matched = rule_of(record);
    let list: Vec<_> = calls.iter().map(|one| call(one, matched)).collect();
    let content = view! { <ol class="record-calls">{list}</ol> }.into_any();
    Some(section("Plugin calls", content))
}

fn call(call: &AuditPluginCall, matched: Option<&str>) -> AnyView {
    let decided = call.deciding && Some(call.rule.as_str()) == matched;
    let href = address::plugin(&call.plugin);
    let revision = call
        .revision
        .map(|revision| view! { <span class="tag">"rev " {revision}</span> });
    let message = call.message.clone().map(|message| {
        view! {
            <p class="record-call-message" dir="auto">
                {message}
            </p>
        }
    });
    let error = call.error.clone().map(|error| {
        let kind = call
            .kind
            .map(|kind| view! { <span class="tag">{kind.as_str()}</span> });
        view! {
            <p class="record-error" dir="auto">
                {error} " " {kind}
            </p>
        }
    });
    let metadata = call.metadata.clone().map(|metadata| {
        view! {
            <details class="record-call-metadata">
                <summary>"Metadata"</summary>
                {json("Metadata of the answer", metadata)}
            </details>
        }
    });
    view! {
        <li class="record-call" data-decided=decided.then_some("")>
            <div class="record-call-head">
                <a class="record-call-plugin" href=href>
                    {call.plugin.clone()}
                </a>
                <span class="tag">{call.function.clone()}</span>
                {revision}
                <AnswerChip verdict=call.verdict/>
                <span class="record-call-duration">{format::duration_us(call.duration_us)}</span>
            </div>
            <p class="record-call-rule">
                "for rule " <a href=address::rule(&call.rule)>{call.rule.clone()}</a>
                {decided.then_some(", which decided")}
            </p>
            {message}
            {error}
            {metadata}
        </li>
    }
    .into_any()
}
