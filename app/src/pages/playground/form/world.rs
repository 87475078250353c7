//! What the rules see beside the action.

use crate::prelude::*;

use super::fields::{Line, line, lines};
use crate::pages::playground::bench::Bench;
use crate::pages::playground::inputs::FieldName;

/// The time and the state.
#[component]
pub fn WorldFields(bench: Bench) -> impl IntoView {
    let instant = Line {
        field: FieldName::EvaluateAt,
        label: "Evaluate at",
        hint: "In UTC. Empty: now. Rules and plugins see this instant.",
        kind: "datetime-local",
        step: Some("0.001"),
        optional: true,
        placeholder: "2026-06-21T12:00:00",
    };
    view! {
        {line(bench, bench.form.evaluate_at, instant)}
        {lines(
            bench,
            bench.form.mock_state,
            FieldName::MockState,
            "State",
            "Stands in for what dispatch keeps, one key a line: a dedup key and the seconds since it was seen, or a throttle rule and its count. `never` for what was not seen.",
            "invoice-2026-1042 = 86400\nnewsletter-quota = 80",
        )}
    }
    .into_any()
}
