//! The action itself, and what became of it.

use crate::prelude::*;
use acteon_api_types::AuditRecord;
use serde_json::Value;

use super::{json, section};
use crate::format;

/// Payload, labels, the payload after a change, the outcome.
pub fn content(record: &AuditRecord) -> AnyView {
    let masked = (!record.masked.is_empty()).then(|| {
        let count = record.masked.len() as u64;
        let pointers: Vec<_> = record
            .masked
            .iter()
            .map(|pointer| view! { <code class="tag">{pointer.clone()}</code> " " })
            .collect();
        view! {
            <p class="record-masked">
                {format::counted(count, "value is", "values are")} " masked in this record: "
                {pointers}
            </p>
        }
    });
    let payload = view! {
        {json("Payload", Value::Object(record.action_payload.clone()))}
        {masked}
    }
    .into_any();
    let modified = (record.verdict_details.modified_payload.clone()).map(|payload| {
        section(
            "Payload as it was sent",
            json("Payload as it was sent", payload),
        )
    });
    let labels = (!record.metadata.is_empty()).then(|| {
        let pairs: Vec<_> = record
            .metadata
            .iter()
            .map(|(name, value)| {
                view! {
                    <dt>{name.clone()}</dt>
                    <dd dir="auto">{value.clone()}</dd>
                }
            })
            .collect();
        section(
            "Labels",
            view! { <dl class="record-facts">{pairs}</dl> }.into_any(),
        )
    });
    let outcome = (!record.outcome_details.is_null())
        .then(|| section("Outcome", json("Outcome", record.outcome_details.clone())));
    view! {
        {section("Payload", payload)}
        {modified}
        {labels}
        {outcome}
    }
    .into_any()
}
