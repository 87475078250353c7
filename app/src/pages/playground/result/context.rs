//! What the evaluation saw beside the action.

use std::collections::BTreeMap;

use crate::prelude::*;
use acteon_api_types::{EvaluationContext, MockStateValue};

use crate::format;

/// The time and the state that the rules could read.
#[component]
pub fn ContextSeen(
    context: EvaluationContext,
    mock_state: BTreeMap<String, MockStateValue>,
) -> impl IntoView {
    let time = &context.time;
    let clock = format!(
        "{}, {:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        time.weekday, time.year, time.month, time.day, time.hour, time.minute, time.second,
    );
    let figures = format!(
        "hour {}, weekday_num {}, timestamp {}",
        time.hour, time.weekday_num, time.timestamp,
    );
    let timezone = time.timezone.clone();
    let keys: Vec<AnyView> = context
        .accessed_state_keys
        .iter()
        .map(|key| {
            let value = match mock_state.get(key) {
                Some(MockStateValue::Number(number)) => format::count(*number),
                Some(MockStateValue::Digits(digits)) => digits.clone(),
                Some(MockStateValue::Absent) => "never seen, not counted".to_owned(),
                None => "as dispatch keeps it".to_owned(),
            };
            view! {
                <li>
                    <code>{key.clone()}</code>
                    <span class="muted">{value}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    let none = keys.is_empty();
    view! {
        <section class="context" aria-label="What the rules saw beside the action">
            <dl>
                <div>
                    <dt>"Time"</dt>
                    <dd>
                        {clock} " " <span class="muted">{timezone}</span>
                        <span class="context-figures">{figures}</span>
                    </dd>
                </div>
                <div>
                    <dt>"State"</dt>
                    <dd>
                        <ul>{keys}</ul>
                        {none.then(|| view! { <span class="muted">"No rule may read any."</span> })}
                    </dd>
                </div>
            </dl>
        </section>
    }
    .into_any()
}
