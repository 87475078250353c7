//! What came of a run.

use crate::prelude::*;
use acteon_api_types::{PluginCost, TestPluginResponse};
use serde_json::Value;

use super::super::why::printed;
use super::bench::{Activity, Bench};
use super::failure::Failure;
use super::run::{Outcome, Run};
use super::series::Summary;
use crate::components::{AnswerChip, Chart, Glyph, Icon, JsonTree};
use crate::format;

/// What came of the run that is shown.
#[component]
pub fn OutcomePane(bench: Bench) -> impl IntoView {
    let run = Memo::new(move |_| {
        let id = bench.displayed.get()?;
        bench
            .runs
            .with(|runs| runs.iter().find(|run| run.id == id).cloned())
    });
    let series = move || {
        bench.activity.with(|activity| match activity {
            Activity::Series(summary) => Some((summary.made(), summary.wanted)),
            Activity::Idle | Activity::Single => None,
        })
    };
    let progress = move || {
        series().map(|(made, wanted)| {
            view! {
                <div class="series-progress">
                    <progress max=wanted.to_string() value=made.to_string() aria-label="Runs made"></progress>
                    <span>{format!("{made} of {wanted}")}</span>
                </div>
            }
        })
    };
    let spoken = move || run.with(|run| run.as_ref().map(in_words));
    let content = move || {
        match run.get() {
        None => view! {
            <p class="panel-empty">
                "Nothing has run yet. Choose a function, edit the action, and run it: verdict, message, metadata, time and memory appear here."
            </p>
        }
        .into_any(),
        Some(run) => shown(bench, run),
    }
    };
    view! {
        <div
            class="outcome"
            role="region"
            aria-label="Result"
            aria-busy=move || bench.busy().then_some("true")
        >
            <p class="visually-hidden" role="status">
                {spoken}
            </p>
            {progress}
            {content}
        </div>
    }
    .into_any()
}

/// The outcome in one sentence, for screen readers.
fn in_words(run: &Run) -> String {
    let id = run.id;
    match &run.outcome {
        Outcome::Single(Ok(response)) => format!(
            "Run {id}: verdict {}, {}",
            response.verdict,
            format::duration_us(response.duration_us)
        ),
        Outcome::Single(Err(error)) => format!("Run {id} failed: {error}"),
        Outcome::Series(summary) => format!(
            "Run {id}: {} of {} calls made, {} failed",
            summary.made(),
            summary.wanted,
            summary.failed
        ),
    }
}

fn shown(bench: Bench, run: Run) -> AnyView {
    let heading = format!("Run {}", run.id);
    let called = run.function.clone();
    let again = run.clone();
    let body = match run.outcome {
        Outcome::Single(Ok(response)) => answered(bench, response),
        Outcome::Single(Err(error)) => view! { <Failure bench error/> }.into_any(),
        Outcome::Series(summary) => series(bench, summary),
    };
    view! {
        <div class="outcome-head">
            <h3>{heading}</h3>
            <code class="muted">{called}</code>
            <button
                type="button"
                class="button small needs-script"
                disabled=move || bench.busy()
                on:click=move |_| bench.repeat(&again)
            >
                <Icon glyph=Glyph::Repeat/>
                "Run again"
            </button>
        </div>
        {body}
    }
    .into_any()
}

fn answered(bench: Bench, response: TestPluginResponse) -> AnyView {
    let meaning = if response.verdict {
        "A rule that calls it matches."
    } else {
        "A rule that calls it does not match."
    };
    let message = match response.message {
        Some(message) => view! { <p class="answer-message">{message}</p> }.into_any(),
        None => view! { <p class="muted">"No message"</p> }.into_any(),
    };
    let (timeout_ms, memory_limit) = bench
        .shown
        .detail
        .with_untracked(|detail| (detail.plugin.timeout_ms, detail.plugin.memory_limit_bytes));
    let metadata = match response.metadata {
        Some(metadata) => view! { <JsonTree value=Value::Object(metadata)/> }.into_any(),
        None => view! { <p class="muted">"None"</p> }.into_any(),
    };
    view! {
        <p class="verdict-line">
            <span class="label">"Verdict"</span>
            <AnswerChip verdict=Some(response.verdict)/>
            <span class="muted">{meaning}</span>
        </p>
        {message}
        <div class="meters">
            {meter(
                "Duration",
                format::duration_us(response.duration_us),
                format!("of {}", format::duration_ms(timeout_ms)),
                response.duration_us,
                u64::from(timeout_ms) * 1_000,
            )}
            {meter(
                "Memory used",
                format::bytes(response.memory_used_bytes),
                format!("of {}", format::bytes(memory_limit)),
                response.memory_used_bytes,
                memory_limit,
            )}
        </div>
        {response.cost.map(cost)}
        <h4>"Metadata"</h4>
        {metadata}
        {printed("Standard output", response.stdout)}
        {printed("Standard error", response.stderr)}
    }
    .into_any()
}

/// What the call cost in units that are the same every time.
fn cost(cost: PluginCost) -> AnyView {
    let text = match (cost.fuel, cost.initialisation_fuel) {
        (Some(fuel), Some(initialisation)) => format!(
            "{} units of fuel, the same every time; {} before it to initialise",
            format::count(fuel),
            format::count(initialisation)
        ),
        _ => cost.error.unwrap_or_default(),
    };
    view! {
        <h4>"Cost"</h4>
        <p class="call-cost">{text}</p>
    }
    .into_any()
}

/// A value and how much of its limit it is.
fn meter(label: &'static str, value: String, of: String, used: u64, limit: u64) -> AnyView {
    view! {
        <div class="meter">
            <span class="label">{label}</span>
            <span class="meter-value">
                <strong>{value}</strong>
                " "
                <span class="muted">{of}</span>
            </span>
            <meter aria-label=label min="0" max=limit.to_string() value=used.to_string()></meter>
        </div>
    }
    .into_any()
}

fn series(bench: Bench, summary: Summary) -> AnyView {
    let all = summary.made() == summary.wanted;
    let ended = (!all).then(|| {
        format!(
            "Ended after {} of {} calls.",
            summary.made(),
            summary.wanted
        )
    });
    let figures = [
        ("Shortest", summary.shortest()),
        ("p50", summary.percentile(50)),
        ("p95", summary.percentile(95)),
        ("Longest", summary.longest()),
    ]
    .map(|(label, duration)| {
        duration.map(|duration| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd>{format::duration_us(duration)}</dd>
                </div>
            }
        })
    });
    let label = format!(
        "How long the calls took: half at most {}, the longest {}",
        format::duration_us(summary.percentile(50).unwrap_or(0)),
        format::duration_us(summary.longest().unwrap_or(0))
    );
    let counts = format!(
        "{} true, {} false, {} failed",
        summary.yes, summary.no, summary.failed
    );
    let chart = summary
        .histogram()
        .map(|data| view! { <Chart label=label data=Signal::stored(data)/> });
    view! {
        <p class="verdict-line">
            <span class="label">{format::counted(u64::from(summary.made()), "call", "calls")}</span>
            <span>{counts}</span>
        </p>
        {ended.map(|ended| view! { <p class="muted">{ended}</p> })}
        <dl class="series-figures">{figures}</dl>
        {chart}
        {summary.error.map(|error| view! { <Failure bench error/> })}
    }
    .into_any()
}
