//! How long plugins take.

use acteon_api_types::{LatencyFigures, Stats, StatsPoint};
use leptos::either::Either;

use crate::components::{Chart, ChartData, Mark, Series};
use crate::format;
use crate::prelude::*;

/// How long invocations took: as figures, drawn, and as a table for whoever sees no drawing.
#[component]
pub fn Latency(stats: Memo<Option<Stats>>) -> impl IntoView {
    let figures = Memo::new(move |_| stats.with(|stats| stats.as_ref()?.latency));
    let there = Memo::new(move |_| figures.with(Option::is_some));
    let data = Signal::derive(move || stats.with(|stats| stats.as_ref().map(drawn)));
    let data = Signal::derive(move || data.get().unwrap_or_else(|| drawing(Vec::new(), &[])));
    let label = Signal::derive(move || match figures.get() {
        Some(figures) => format!("Invocation latency over time. {}", spoken(figures)),
        None => "Invocation latency: no invocation".to_owned(),
    });
    view! {
        <section class="panel latency" aria-labelledby="latency-title">
            <div class="panel-head">
                <h2 id="latency-title">"Invocation latency"</h2>
                <p class="legend">{move || figures.get().map(legend)}</p>
            </div>
            {move || {
                if there.get() {
                    Either::Left(view! {
                        <Chart label data/>
                        <Table stats/>
                    })
                } else {
                    Either::Right(view! {
                        <p class="none-yet">
                            "No plugin was invoked in this time. A dispatch, the playground or a test invokes one."
                        </p>
                    })
                }
            }}
        </section>
    }
    .into_any()
}

/// The value of a line.
type Percentile = fn(LatencyFigures) -> u64;

/// Name, colour and value of each line.
const LINES: [(&str, &str, Percentile); 3] = [
    ("p50", "allowed", |figures| figures.p50_us),
    ("p95", "changed", |figures| figures.p95_us),
    ("p99", "errored", |figures| figures.p99_us),
];

fn legend(figures: LatencyFigures) -> impl IntoView {
    LINES
        .map(|(name, colour, value)| {
            view! {
                <span class="key" data-colour=colour>
                    {name}
                    " "
                    <strong>{format::duration_us(value(figures))}</strong>
                </span>
            }
        })
        .into_iter()
        .collect_view()
}

fn spoken(figures: LatencyFigures) -> String {
    let parts = LINES.map(|(name, _, value)| {
        let duration = format::duration_us(value(figures));
        format!("{name} {duration}")
    });
    parts.join(", ")
}

fn drawn(stats: &Stats) -> ChartData {
    let x = stats.series.iter().map(|point| point.at.as_second() as f64);
    drawing(x.collect(), &stats.series)
}

fn drawing(x: Vec<f64>, points: &[StatsPoint]) -> ChartData {
    let line = |label, colour, value: fn(&StatsPoint) -> Option<u64>| Series {
        label,
        colour,
        mark: Mark::Line,
        values: points
            .iter()
            .map(|point| value(point).map(|us| us as f64))
            .collect(),
    };
    ChartData {
        time: true,
        x_unit: "",
        y_unit: "µs",
        x,
        series: vec![
            line("p50", "allowed", |point| point.p50_us),
            line("p95", "changed", |point| point.p95_us),
            line("p99", "errored", |point| point.p99_us),
        ],
    }
}

/// The points that have something to say, the newest first.
#[component]
fn Table(stats: Memo<Option<Stats>>) -> impl IntoView {
    let rows = move || {
        let points = stats.with(|stats| stats.as_ref().map(|stats| stats.series.clone()));
        let mut points = points.unwrap_or_default();
        points.retain(|point| point.invocations > 0);
        points.into_iter().rev().map(row).collect_view()
    };
    let length = move || {
        let seconds = stats.with(|stats| stats.as_ref().map_or(0, |stats| stats.bucket_seconds));
        format!("Each row stands for {seconds} seconds; those without an invocation are left out.")
    };
    view! {
        <details class="series">
            <summary>"The figures as a table"</summary>
            <p class="muted">{length}</p>
            <div class="series-frame" tabindex="0" role="group" aria-label="Latency by time">
                <table>
                    <thead>
                        <tr>
                            {["From", "Invocations", "Failed", "p50", "p95", "p99"]
                                .map(|name| view! { <th scope="col">{name}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn row(point: StatsPoint) -> impl IntoView {
    let duration = |us: Option<u64>| us.map_or_else(|| "–".to_owned(), format::duration_us);
    view! {
        <tr>
            <th scope="row">
                <time datetime=point.at.to_string()>{format::time_of_day(point.at)}</time>
            </th>
            <td>{format::count(point.invocations)}</td>
            <td>{format::count(point.errors)}</td>
            <td>{duration(point.p50_us)}</td>
            <td>{duration(point.p95_us)}</td>
            <td>{duration(point.p99_us)}</td>
        </tr>
    }
    .into_any()
}
