//! The runs on this page.

use crate::prelude::*;

use super::bench::Bench;
use super::run::{Outcome, Run};
use crate::components::{Ago, AnswerChip};
use crate::format;

/// The runs on this page, newest first. They are gone with the page.
#[component]
pub fn History(bench: Bench) -> impl IntoView {
    let some = Memo::new(move |_| bench.runs.with(|runs| !runs.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <div class="history needs-script">
                    <h3 id="history-title">"Runs on this page"</h3>
                    <div class="table-frame">
                        <table class="table" role="table" aria-labelledby="history-title">
                            <thead role="rowgroup">
                                <tr role="row">
                                    <th role="columnheader" scope="col">"Run"</th>
                                    <th role="columnheader" scope="col">"When"</th>
                                    <th role="columnheader" scope="col">"Function"</th>
                                    <th role="columnheader" scope="col">"Verdict"</th>
                                    <th role="columnheader" scope="col" class="number">"Duration"</th>
                                    <th role="columnheader" scope="col">
                                        <span class="visually-hidden">"Actions"</span>
                                    </th>
                                </tr>
                            </thead>
                            <tbody role="rowgroup">
                                <For
                                    each=move || bench.runs.get()
                                    key=|run| run.id
                                    children=move |run| row(bench, run)
                                />
                            </tbody>
                        </table>
                    </div>
                </div>
            }
            .into_any()
        })
    }
}

fn row(bench: Bench, run: Run) -> AnyView {
    let id = run.id;
    let (verdict, duration) = match &run.outcome {
        Outcome::Single(Ok(response)) => (
            view! { <AnswerChip verdict=Some(response.verdict)/> }.into_any(),
            format::duration_us(response.duration_us),
        ),
        Outcome::Single(Err(_)) => (
            view! { <AnswerChip verdict=None/> }.into_any(),
            "–".to_owned(),
        ),
        Outcome::Series(summary) => (
            format!(
                "{}: {} true, {} false, {} failed",
                format::counted(u64::from(summary.made()), "call", "calls"),
                summary.yes,
                summary.no,
                summary.failed
            )
            .into_any(),
            summary.percentile(50).map_or_else(
                || "–".to_owned(),
                |median| format!("p50 {}", format::duration_us(median)),
            ),
        ),
    };
    let displayed = move || bench.displayed.get() == Some(id);
    let run = StoredValue::new(run);
    let (at, function) = run.with_value(|run| (run.at, run.function.clone()));
    let action = move |label: &'static str, act: fn(Bench, &Run)| {
        view! {
            <button
                type="button"
                class="button small ghost"
                aria-label=format!("{label}: run {id}")
                on:click=move |_| run.with_value(|run| act(bench, run))
            >
                {label}
            </button>
        }
    };
    view! {
        <tr role="row" class:displayed=displayed aria-current=move || displayed().then_some("true")>
            <th role="rowheader" scope="row" class="code">{id}</th>
            <td role="cell" data-label="When" class="nowrap">
                <Ago instant=at now=bench.shown.live.now()/>
            </td>
            <td role="cell" data-label="Function" class="code">{function}</td>
            <td role="cell" data-label="Verdict">{verdict}</td>
            <td role="cell" data-label="Duration" class="number">{duration}</td>
            <td role="cell" class="row-action wide">
                {action("Show", |bench, run| bench.displayed.set(Some(run.id)))}
                {action("Restore input", |bench, run| bench.restore(run))}
                {action("Run again", |bench, run| bench.repeat(run))}
            </td>
        </tr>
    }
    .into_any()
}
