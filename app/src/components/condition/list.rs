//! The parts of a condition, one below the other.

use acteon_api_types::ConditionPart;
use serde_json::Value;

use super::marks::{self, Mark};
use crate::prelude::*;

/// Deepest level that is indented.
const MAX_INDENT: usize = 8;
/// Parts that are listed.
const MAX_PARTS: usize = 200;

/// Every part of a condition that was evaluated, with its value; those that settled the result are
/// marked.
#[component]
pub fn ConditionParts(
    /// The parts, outermost first.
    parts: Vec<ConditionPart>,
) -> impl IntoView {
    let deciding = marks::deciding(&parts);
    let lines: Vec<AnyView> = (parts.iter().take(MAX_PARTS))
        .map(|part| {
            let decides = deciding.iter().any(|other| std::ptr::eq(*other, part));
            line(part, decides)
        })
        .collect();
    let hidden = parts.len().saturating_sub(MAX_PARTS);
    let more = (hidden > 0).then(|| view! { <li>{format!("and {hidden} more")}</li> });
    view! { <ul class="condition-parts">{lines} {more}</ul> }.into_any()
}

fn line(part: &ConditionPart, decides: bool) -> AnyView {
    let text = match marks::joint(part) {
        Some(joint) => joint.to_owned(),
        None => marks::bare(&part.text).to_owned(),
    };
    let joint = marks::joint(part).is_some();
    let mark = Mark::of(part);
    let value = match (&part.error, &part.value) {
        (Some(error), _) => format!("failed: {error}"),
        (None, value) => marks::short(value.as_ref().unwrap_or(&Value::Null)),
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
