//! Why the rule matched, or failed.

use crate::prelude::*;
use acteon_api_types::AuditRecord;

use super::section;
use crate::components::{ConditionParts, ConditionText};

/// The condition of the rule that decided, with what each of its parts came to.
pub fn why(record: &AuditRecord) -> Option<AnyView> {
    let details = &record.verdict_details;
    let condition = details.condition_display.clone()?;
    let title = if details.error.is_some() {
        "Why it failed"
    } else {
        "Why it matched"
    };
    let error = details.error.clone().map(|error| {
        let kind = details
            .error_kind
            .clone()
            .map(|kind| view! { <span class="tag">{kind}</span> });
        view! {
            <p class="record-error" dir="auto">
                {error} " " {kind}
            </p>
        }
    });
    let parts = details.parts.clone();
    // One part would repeat the condition.
    let list = (parts.len() > 1).then(|| view! { <ConditionParts parts=parts.clone()/> });
    let content = view! {
        {error}
        <ConditionText text=condition parts/>
        {list}
    }
    .into_any();
    Some(section(title, content))
}
