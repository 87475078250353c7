//! What a rule does when it matches.

use crate::prelude::*;
use acteon_api_types::RuleAction;

use crate::components::VerdictChip;
use crate::format;

/// The action with its parameters.
pub fn action(action: &RuleAction) -> AnyView {
    let kind = action.kind();
    let more = match action {
        RuleAction::Allow | RuleAction::Deny | RuleAction::Suppress => None,
        RuleAction::Deduplicate {
            ttl_seconds: Some(seconds),
        } => Some(words(format!("once per key in {}", format::span(*seconds)))),
        RuleAction::Deduplicate { ttl_seconds: None } => {
            Some(words("once per key, for ever".to_owned()))
        }
        RuleAction::Throttle {
            max_count,
            window_seconds,
        } => Some(words(format!(
            "at most {} in {}",
            format::count(*max_count),
            format::span(*window_seconds)
        ))),
        RuleAction::Reroute { target_provider } => Some(
            view! {
                <span class="rule-parameter">
                    "to " <code>{target_provider.clone()}</code>
                </span>
            }
            .into_any(),
        ),
        RuleAction::Modify { changes } => Some(
            view! {
                <span class="rule-parameter">
                    <code>{changes.to_string()}</code>
                </span>
            }
            .into_any(),
        ),
    };
    view! {
        <VerdictChip verdict=kind/>
        {more}
    }
    .into_any()
}

fn words(text: String) -> AnyView {
    view! { <span class="rule-parameter">{text}</span> }.into_any()
}
