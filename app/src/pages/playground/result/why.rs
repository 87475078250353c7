//! What the parts of a condition came to.

use crate::prelude::*;
use acteon_api_types::{ConditionPart, RuleResult, TraceEntry};
use serde_json::Value;

use crate::pages::playground::parts::{self, Mark};

/// Deepest level that is indented.
const MAX_INDENT: usize = 8;

/// Every part of the condition that was evaluated, with its value; those that settled the result
/// are marked.
#[component]
pub fn Why(entry: TraceEntry, parts: Vec<ConditionPart>) -> impl IntoView {
    let title = match entry.result {
        RuleResult::Matched => "Why it matched",
        RuleResult::NotMatched => "Why it did not match",
        RuleResult::Skipped => "Why it was skipped",
        RuleResult::Error => "Why it failed",
    };
    let error = entry.error.clone().map(|error| {
        view! { <p class="why-error">{error}</p> }
    });
    let deciding = parts::deciding(&parts);
    let lines: Vec<AnyView> = parts
        .iter()
        .map(|part| {
            let decides = deciding.iter().any(|other| std::ptr::eq(*other, part));
            line(part, decides)
        })
        .collect();
    let none = lines.is_empty().then(|| {
        view! { <p class="muted">"No part of the condition was evaluated."</p> }
    });
    view! {
        <div class="why">
            <h4>{title}</h4>
            {error}
            <ul>{lines}</ul>
            {none}
        </div>
    }
    .into_any()
}

fn line(part: &ConditionPart, decides: bool) -> AnyView {
    let text = match parts::joint(part) {
        Some(joint) => joint.to_owned(),
        None => parts::bare(&part.text).to_owned(),
    };
    let joint = parts::joint(part).is_some();
    let mark = Mark::of(part);
    let value = match (&part.error, &part.value) {
        (Some(error), _) => format!("failed: {error}"),
        (None, value) => parts::short(value.as_ref().unwrap_or(&Value::Null)),
    };
    let settled = decides.then(|| {
        view! { <span class="visually-hidden">", settles the result"</span> }
    });
    view! {
        <li
            data-depth=part.depth.min(MAX_INDENT).to_string()
            data-mark=mark.as_str()
            class:decides=decides
        >
            <code class="part" class:joint=joint>{text}</code>
            <span class="part-value">{value}{settled}</span>
        </li>
    }
    .into_any()
}
