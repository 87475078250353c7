//! The draft beside the loaded rules.

use crate::prelude::*;
use acteon_api_types::{EvaluateResponse, RuleResult, TraceEntry, VerdictKind};

use super::trace::Trace;
use crate::ApiError;
use crate::components::{Chip, Glyph, Icon, Tone, VerdictChip, verdict_tone};
use crate::format;
use crate::pages::playground::compare::{self, Comparison, Difference};

/// What the draft makes of the action: the difference in the verdict, rule by rule what is not the
/// same, and on request its own trace.
#[component]
pub fn DraftResult(
    loaded: EvaluateResponse,
    draft: Result<EvaluateResponse, ApiError>,
    complete: bool,
) -> impl IntoView {
    match draft {
        Ok(draft) => compared(&loaded, draft, complete),
        Err(error) => {
            let places = error.places().len() as u64;
            let text = if places > 0 {
                let problems = format::counted(places, "problem", "problems");
                format!("The draft does not load: {problems}, listed below it.")
            } else {
                format!("The draft was not evaluated: {error}")
            };
            view! {
                <div class="draft-failed" role="alert">
                    <Icon glyph=Glyph::Alert/>
                    <p>{text}</p>
                </div>
            }
            .into_any()
        }
    }
}

fn compared(loaded: &EvaluateResponse, draft: EvaluateResponse, complete: bool) -> AnyView {
    let comparison = compare::compare(loaded, &draft);
    let (tone, word) = match &comparison {
        Comparison { verdict: true, .. } => (Tone::Changed, "Verdict differs"),
        Comparison { decider: true, .. } => (Tone::Changed, "Other rule decides"),
        _ => (Tone::Skipped, "Same verdict"),
    };
    let decider = match &draft.matched_rule {
        Some(rule) => view! { "its rule " <strong>{rule.clone()}</strong> " matches" }.into_any(),
        None if draft.verdict == VerdictKind::Error => view! { "a rule of it fails" }.into_any(),
        None => view! { "none of its rules matches" }.into_any(),
    };
    let same = comparison.same as u64;
    let same = (same > 0).then(|| {
        let rules = format::counted(same, "rule does", "rules do");
        view! { <p class="muted">{rules} " the same on both sides."</p> }
    });
    let rows: Vec<AnyView> = comparison.rules.into_iter().map(row).collect();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <div class="table-frame">
                <table class="table differences">
                    <thead>
                        <tr>
                            <th scope="col">"Rule"</th>
                            <th scope="col">"Loaded"</th>
                            <th scope="col">"Draft"</th>
                            <th scope="col">"Difference"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let (before, after) = (loaded.verdict, draft.verdict);
    let open = RwSignal::new(complete);
    let draft = StoredValue::new(draft);
    view! {
        <section class="draft-result" aria-label="The draft compared with the loaded rules">
            <div class="draft-verdict">
                <Chip tone text=word title=None/>
                <span class="draft-verdicts">
                    <VerdictChip verdict=before/>
                    <Icon glyph=Glyph::Next/>
                    <span class="visually-hidden">"with the draft "</span>
                    <VerdictChip verdict=after/>
                </span>
                <p>"With the draft, " {decider} "."</p>
            </div>
            {table}
            {same}
            <details
                class="draft-trace"
                open=complete
                on:toggle:target=move |event| open.set(event.target().open())
            >
                <summary>"Every rule of the draft"</summary>
                {move || {
                    open.get()
                        .then(|| {
                            view! { <Trace answer=draft.get_value() title="Draft rules" complete/> }
                        })
                }}
            </details>
        </section>
    }
    .into_any()
}

fn row(difference: Difference) -> AnyView {
    view! {
        <tr>
            <th scope="row" class="wide">
                <code>{difference.rule}</code>
            </th>
            <td data-label="Loaded">{side(difference.loaded.as_ref())}</td>
            <td data-label="Draft">{side(difference.draft.as_ref())}</td>
            <td data-label="Difference">{difference.what}</td>
        </tr>
    }
    .into_any()
}

fn side(entry: Option<&TraceEntry>) -> AnyView {
    let Some(entry) = entry else {
        return view! { <span class="muted">"not there"</span> }.into_any();
    };
    let (tone, text) = match entry.result {
        RuleResult::Matched => (
            VerdictKind::parse(&entry.action).map_or(Tone::Changed, verdict_tone),
            format!("matched: {}", entry.action),
        ),
        RuleResult::NotMatched => (Tone::Skipped, "not matched".to_owned()),
        RuleResult::Skipped => (Tone::Skipped, "skipped".to_owned()),
        RuleResult::Error => (Tone::Errored, "error".to_owned()),
    };
    view! { <Chip tone text title=entry.error.clone()/> }.into_any()
}
