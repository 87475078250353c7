//! Every rule, in the order of evaluation.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::{EvaluateResponse, RuleResult, TraceEntry};

use super::banner::decider;
use super::entry::{Entry, EntryData};
use crate::format;

/// Rules drawn at first, and more at a time.
const PAGE: usize = 100;
/// What the address calls the rule that somebody wants to look at.
pub const RULE: &str = "rule";

/// Which rules are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    All,
    Matched,
    Errors,
    NotMatched,
    Skipped,
}

impl Filter {
    const ALL: [Self; 5] = [
        Self::All,
        Self::Matched,
        Self::Errors,
        Self::NotMatched,
        Self::Skipped,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Matched => "Matched",
            Self::Errors => "Errors",
            Self::NotMatched => "Not matched",
            Self::Skipped => "Skipped",
        }
    }

    fn takes(self, entry: &TraceEntry) -> bool {
        match self {
            Self::All => true,
            Self::Matched => entry.result == RuleResult::Matched,
            // Also those that failed and match or do not for that reason.
            Self::Errors => entry.error.is_some(),
            Self::NotMatched => entry.result == RuleResult::NotMatched,
            Self::Skipped => entry.result == RuleResult::Skipped,
        }
    }
}

/// The rules, with a filter above them. A long trace begins with those that matched, and is drawn
/// piece by piece.
#[component]
pub fn Trace(
    answer: EvaluateResponse,
    /// What the rules are.
    title: &'static str,
    /// Draws every rule with all that is known of it.
    complete: bool,
) -> impl IntoView {
    let decided = decider(&answer).map(|entry| entry.rule_name.clone());
    let longest = answer
        .trace
        .iter()
        .map(|entry| entry.evaluation_duration_us);
    let longest = longest.max().unwrap_or_default();
    let trace = answer.trace;
    let asked = use_query().with_untracked(|query| query.get(RULE));
    let asked_at = trace
        .iter()
        .position(|entry| asked.as_deref() == Some(&*entry.rule_name));
    let counts = Filter::ALL.map(|filter| {
        let taken = trace.iter().filter(|entry| filter.takes(entry));
        (filter, taken.count())
    });
    let long = trace.len() > PAGE && !complete;
    let matched = counts
        .iter()
        .any(|(filter, count)| *filter == Filter::Matched && *count > 0);
    let filter = RwSignal::new(if long && matched && asked_at.is_none() {
        Filter::Matched
    } else {
        Filter::All
    });
    let limit = RwSignal::new(match asked_at {
        _ if complete => usize::MAX,
        Some(at) => PAGE.max(at + 1),
        None => PAGE,
    });
    let decided_at = trace
        .iter()
        .position(|entry| Some(&entry.rule_name) == decided.as_ref());
    let entries: Vec<EntryData> = trace
        .into_iter()
        .enumerate()
        .map(|(index, entry)| EntryData {
            decides: decided_at == Some(index),
            after: decided_at.is_some_and(|at| index > at),
            cut: decided_at.is_some_and(|at| index == at + 1)
                && entry.result != RuleResult::Skipped,
            asked: asked_at == Some(index),
            longest,
            entry,
        })
        .collect();
    let entries = StoredValue::new(entries);
    let segments = counts.map(|(one, count)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=title
                    autocomplete="off"
                    prop:checked=move || filter.get() == one
                    on:change=move |_| {
                        filter.set(one);
                        limit.set(PAGE);
                    }
                />
                {one.label()}
                <span class="segment-count">{format::count(count as u64)}</span>
            </label>
        }
    });
    let shown = move || {
        let (filter, drawn_at_most) = (filter.get(), limit.get());
        entries.with_value(|entries| {
            let taken = entries.iter().filter(|data| filter.takes(&data.entry));
            let drawn: Vec<_> = taken
                .clone()
                .take(drawn_at_most)
                .map(|data| view! { <Entry data=data.clone() complete/> }.into_any())
                .collect();
            let rest = taken.count().saturating_sub(drawn_at_most);
            let more = (rest > 0).then(|| {
                let next = format::count(rest.min(PAGE) as u64);
                let all = format::count(rest as u64);
                view! {
                    <div class="trace-more">
                        <button
                            type="button"
                            class="button small"
                            on:click=move |_| more(limit)
                        >
                            {format!("Show {next} more of {all}")}
                        </button>
                    </div>
                }
            });
            let none = drawn.is_empty().then(|| {
                view! { <p class="trace-none">{nothing(filter)}</p> }
            });
            view! {
                <ol class="trace" class:long=long>{drawn}</ol>
                {none}
                {more}
            }
        })
    };
    view! {
        <section class="trace-section" aria-label=title>
            <div class="trace-head">
                <h3>{title}</h3>
                <fieldset class="segments words needs-script">
                    <legend class="visually-hidden">"Show rules"</legend>
                    {segments}
                </fieldset>
            </div>
            {shown}
        </section>
    }
    .into_any()
}

fn more(limit: RwSignal<usize>) {
    limit.update(|limit| *limit = limit.saturating_add(PAGE));
}

const fn nothing(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "There are no rules: every action passes.",
        Filter::Matched => "No rule matched.",
        Filter::Errors => "No rule failed.",
        Filter::NotMatched => "Every rule that was evaluated matched or failed.",
        Filter::Skipped => "No rule was skipped.",
    }
}
