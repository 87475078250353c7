//! The last invocations.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::Timestamp;
use acteon_api_types::{InvocationEntry, InvocationList};

use super::shown::Shown;
use super::why::why;
use crate::components::{Ago, AnswerChip, Bytes, Loaded};
use crate::data::plugins;
use crate::format;
use crate::live::Live;

/// How many are shown until somebody asks for all.
const FIRST: usize = 10;
/// The parameter of the address that asks for all.
const INVOCATIONS: &str = "invocations";

/// The last invocations with what came of them.
#[component]
pub fn Invocations() -> impl IntoView {
    let shown = Shown::current()?;
    let name = shown.name();
    Some(
        view! {
            <section class="panel section" id="invocations" aria-labelledby="invocations-title">
                <h2 class="panel-title" id="invocations-title">"Last invocations"</h2>
                <Loaded
                    what="The last invocations"
                    fetch=move || plugins::invocations(name.clone())
                    children=move |live| list(shown, live)
                />
            </section>
        }
        .into_any(),
    )
}

fn list(shown: Shown, live: Live<InvocationList>) -> AnyView {
    Effect::new(move |before: Option<u32>| {
        let tests = shown.tests.get();
        if before.is_some_and(|before| before != tests) {
            live.refresh();
        }
        tests
    });
    let all = Memo::new(move |_| {
        live.latest().with(|latest| {
            latest
                .as_ref()
                .map(|fetched| fetched.value.invocations.clone())
                .unwrap_or_default()
        })
    });
    let query = use_query();
    let whole = Memo::new(move |_| query.with(|query| query.get_str(INVOCATIONS) == Some("all")));
    let now = live.now();
    let rows = move || {
        let shown = if whole.get() { usize::MAX } else { FIRST };
        all.with(|all| {
            all.iter()
                .take(shown)
                .map(|entry| row(entry.clone(), now))
                .collect::<Vec<_>>()
        })
    };
    let more = move || {
        let count = all.with(Vec::len);
        if count <= FIRST {
            return None;
        }
        let (href, text) = if whole.get() {
            (shown.href(), format!("Show the last {FIRST}"))
        } else {
            let href = format!("{}?{INVOCATIONS}=all", shown.href());
            (href, format!("Show all {count}"))
        };
        let href = format!("{href}#invocations");
        Some(view! {
            <p class="panel-foot">
                <a class="button small" href=href data-noscroll="true">{text}</a>
            </p>
        })
    };
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    view! {
        {move || {
            none.get()
                .then(|| {
                    view! {
                        <p class="panel-empty">
                            "Nobody has called it since the server started. Try it out above, or let a rule call it."
                        </p>
                    }
                })
        }}
        <div class="table-frame" class:hidden=none>
            <table class="table invocations" role="table" aria-label="Last invocations">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">"When"</th>
                        <th role="columnheader" scope="col">"Verdict"</th>
                        <th role="columnheader" scope="col">"Message"</th>
                        <th role="columnheader" scope="col">"Function"</th>
                        <th role="columnheader" scope="col">"By"</th>
                        <th role="columnheader" scope="col" class="number">"Duration"</th>
                        <th role="columnheader" scope="col" class="number">"Memory"</th>
                        <th role="columnheader" scope="col" class="number">"Revision"</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}

fn row(entry: InvocationEntry, now: Signal<Timestamp>) -> AnyView {
    let message = match (entry.error, entry.message) {
        (Some(error), _) => {
            let kind = entry
                .kind
                .map(|kind| view! { <span class="tag">{kind.as_str()}</span> });
            let details = entry.details.map(|details| {
                view! {
                    <details class="why">
                        <summary>"Why"</summary>
                        {why(details)}
                    </details>
                }
            });
            view! { <span class="failure">{error}</span> " " {kind} {details} }.into_any()
        }
        (None, Some(message)) => message.into_any(),
        (None, None) => view! { <span class="muted">"None"</span> }.into_any(),
    };
    view! {
        <tr role="row">
            <td role="cell" data-label="When" class="nowrap"><Ago instant=entry.at now/></td>
            <td role="cell" data-label="Verdict"><AnswerChip verdict=entry.verdict/></td>
            <td role="cell" data-label="Message" class="wide message">{message}</td>
            <td role="cell" data-label="Function" class="code">{entry.function}</td>
            <td role="cell" data-label="By">{entry.origin.as_str()}</td>
            <td role="cell" data-label="Duration" class="number">
                {format::duration_us(entry.duration_us)}
            </td>
            <td role="cell" data-label="Memory" class="number">
                <Bytes size=entry.memory_used_bytes/>
            </td>
            <td role="cell" data-label="Revision" class="number">{entry.revision}</td>
        </tr>
    }
    .into_any()
}
