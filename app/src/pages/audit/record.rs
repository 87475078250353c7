//! All that is known of a record.

mod calls;
mod content;
mod facts;
mod why;

use crate::prelude::*;
use acteon_api_types::AuditRecord;

use super::row::{deciding_call, rule_of};
use crate::address;
use crate::components::{Glyph, Icon};

/// What was decided and why, what the plugins said, the action itself, what became of it.
pub fn details(record: &AuditRecord) -> AnyView {
    let playground = format!("/playground?audit={}", address::encoded(&record.id));
    view! {
        <div class="record">
            <div class="record-head">
                <p class="record-sentence">{sentence(record)}</p>
                <a class="button small primary" href=playground>
                    <Icon glyph=Glyph::Playground/>
                    "Open in Playground"
                </a>
            </div>
            <div class="record-columns">
                <div class="record-column">{why::why(record)} {calls::calls(record)}</div>
                <div class="record-column">{content::content(record)} {facts::facts(record)}</div>
            </div>
        </div>
    }
    .into_any()
}

/// The decision in one sentence.
fn sentence(record: &AuditRecord) -> AnyView {
    let verdict = record.verdict.as_str();
    let Some(rule) = rule_of(record) else {
        return view! { "No rule matched, so the verdict is " <strong>{verdict}</strong> "." }
            .into_any();
    };
    let link = view! {
        <a href=address::rule(rule)>
            <strong>{rule.to_owned()}</strong>
        </a>
    };
    if let Some(error) = &record.verdict_details.error {
        return view! {
            "Rule " {link} " failed, so the verdict is " <strong>{verdict}</strong> ": "
            <span dir="auto">{error.clone()}</span>
        }
        .into_any();
    }
    let said = deciding_call(record).map(|call| {
        let answer = match call.verdict {
            Some(true) => "answered true",
            Some(false) => "answered false",
            None => "failed",
        };
        let message = call.message.clone().or_else(|| call.error.clone());
        let message = message.map(|text| view! { ", " <q dir="auto">{text}</q> });
        view! {
            ": plugin "
            <a href=address::plugin(&call.plugin)>
                <strong>{call.plugin.clone()}</strong>
            </a>
            " "
            {answer}
            {message}
        }
    });
    view! { "Rule " {link} " matched, so the verdict is " <strong>{verdict}</strong> {said} "." }
        .into_any()
}

/// A part of a record under a heading.
fn section(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="record-section" aria-label=title>
            <h2>{title}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// JSON in a frame that scrolls when there is much of it.
fn json(label: &'static str, value: serde_json::Value) -> AnyView {
    view! {
        <div class="record-json" tabindex="0" role="group" aria-label=label>
            <crate::components::JsonTree value/>
        </div>
    }
    .into_any()
}
