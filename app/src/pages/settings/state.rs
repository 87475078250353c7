//! How the server does.

use acteon_api_types::{Health, Readiness, ReadinessProblem};
use serde::{Deserialize, Serialize};

use crate::components::{Chip, Tone};
use crate::data::{FetchResult, Fetched, operations};
use crate::format;
use crate::live::Live;
use crate::prelude::*;

/// How the server does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    health: Health,
    readiness: Readiness,
}

/// Reads how the server does.
///
/// # Errors
/// That it cannot be reached.
pub async fn read() -> FetchResult<State> {
    let (health, readiness) = futures::join!(operations::health(), operations::readiness());
    let Fetched { value: health, at } = health?;
    let readiness = readiness?.value;
    Ok(Fetched {
        value: State { health, readiness },
        at,
    })
}

/// Version, uptime, health, and readiness with its reasons.
#[component]
pub fn ServerState(live: Live<State>) -> impl IntoView {
    let state = Memo::new(move |_| {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.value.clone()))
    });
    let rows = move || state.get().map(rows);
    view! {
        <section class="panel" aria-labelledby="server-title">
            <div class="panel-head">
                <h2 id="server-title">"Server"</h2>
            </div>
            {rows}
        </section>
    }
    .into_any()
}

fn rows(state: State) -> impl IntoView {
    let State { health, readiness } = state;
    // What answers is alive; the word is the server's own.
    let alive = if health.status == "ok" {
        Tone::Allowed
    } else {
        Tone::Errored
    };
    let (tone, ready) = if readiness.ready {
        (Tone::Allowed, "ready")
    } else {
        (Tone::Denied, "not ready")
    };
    let revision = readiness
        .rule_set_revision
        .map_or_else(|| "none has loaded".to_owned(), format::count);
    view! {
        <dl class="facts">
            <div>
                <dt>"Version"</dt>
                <dd>{health.version}</dd>
            </div>
            <div>
                <dt>"Running for"</dt>
                <dd>{format::duration_s(health.uptime_seconds)}</dd>
            </div>
            <div>
                <dt>"Health"</dt>
                <dd>
                    <Chip tone=alive text=health.status title=None/>
                </dd>
            </div>
            <div>
                <dt>"Readiness"</dt>
                <dd>
                    <Chip tone text=ready title=None/>
                </dd>
            </div>
            <div>
                <dt>"Rule set in force"</dt>
                <dd>{revision}</dd>
            </div>
        </dl>
        {(!readiness.problems.is_empty())
            .then(|| {
                view! {
                    <ul class="problem-list" aria-label="Problems">
                        {readiness.problems.into_iter().map(problem).collect_view()}
                    </ul>
                }
            })}
    }
    .into_any()
}

fn problem(problem: ReadinessProblem) -> impl IntoView {
    let (tone, weight) = if problem.blocking {
        (Tone::Denied, "stands in the way")
    } else {
        (Tone::Errored, "worth a look")
    };
    view! {
        <li>
            <span class="chips">
                <span class="tag">{problem.component}</span>
                <Chip tone text=weight title=None/>
            </span>
            <p>{problem.error}</p>
        </li>
    }
    .into_any()
}
