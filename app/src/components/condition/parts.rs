//! What the parts of a condition came to.

use crate::prelude::*;
use acteon_api_types::ConditionPart;
use serde_json::Value;

use super::layout::{PartState, joins};

/// Parts that are listed.
const MAX_PARTS: usize = 200;
/// Deepest indentation that the stylesheet knows.
const MAX_DEPTH: usize = 8;

/// The parts of a condition that were evaluated, each with its value; those that decided are marked.
#[component]
pub fn ConditionParts(
    /// The parts, outermost first.
    parts: Vec<ConditionPart>,
) -> impl IntoView {
    let hidden = parts.len().saturating_sub(MAX_PARTS);
    let rows: Vec<_> = parts.into_iter().take(MAX_PARTS).map(row).collect();
    view! {
        <ol class="condition-parts">{rows}</ol>
        {(hidden > 0)
            .then(|| view! { <p class="muted">{format!("and {hidden} more parts")}</p> })}
    }
    .into_any()
}

fn row(part: ConditionPart) -> AnyView {
    let state = PartState::of(&part);
    let text = match () {
        () if part.text.starts_with("all(") => "all of".to_owned(),
        () if part.text.starts_with("any(") => "any of".to_owned(),
        () if joins(&part.text) => "not".to_owned(),
        () => bare(&part.text).to_owned(),
    };
    let value = match (&part.error, &part.value) {
        (Some(error), _) => error.clone(),
        (None, value) => value.as_ref().unwrap_or(&Value::Null).to_string(),
    };
    let depth = format!("condition-part depth-{}", part.depth.min(MAX_DEPTH));
    let operand = (state == PartState::Other).then_some("");
    view! {
        <li class=depth data-operand=operand data-decided=part.decided.then_some("")>
            <code class="condition-part-text">{text}</code>
            <code class="condition-part-value" data-state=state.as_str()>
                {value}
            </code>
            {part.decided.then(|| view! { <span class="tag">"decided"</span> })}
        </li>
    }
    .into_any()
}

/// Without the parentheses around it.
fn bare(text: &str) -> &str {
    text.strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(text)
}
