//! What the parts of a condition came to.

use acteon_api_types::{ConditionPart, RuleResult, TraceEntry};

use crate::components::ConditionParts;
use crate::prelude::*;

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
    let list = if parts.is_empty() {
        view! { <p class="muted">"No part of the condition was evaluated."</p> }.into_any()
    } else {
        view! { <ConditionParts parts/> }.into_any()
    };
    view! {
        <div class="why">
            <h4>{title}</h4>
            {error}
            {list}
        </div>
    }
    .into_any()
}
