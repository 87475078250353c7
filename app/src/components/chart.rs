//! A chart.

use crate::prelude::*;
use serde::Serialize;

use super::editor::load_module;
use crate::data::page::PageInfo;

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// A line from point to point.
    Line,
    /// A bar for each point.
    Bar,
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartData {
    /// Whether `x` are instants in Unix seconds; else they are numbers with the unit `x_unit`.
    pub time: bool,
    /// Unit of `x` when it is not time, for example `µs`.
    pub x_unit: &'static str,
    /// Unit of the values, for example `µs`; empty for counts.
    pub y_unit: &'static str,
    /// Where the points are, rising.
    pub x: Vec<f64>,
    /// What is drawn.
    pub series: Vec<Series>,
}

/// One line, or one set of bars, of a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// What it is.
    pub label: &'static str,
    /// Name of its colour without the dashes, for example `accent`, `denied`.
    pub colour: &'static str,
    /// How it is drawn.
    pub mark: Mark,
    /// A value for each point; none where there is none.
    pub values: Vec<Option<f64>>,
}

/// A chart. Screen readers get `label`; whoever calls this also shows the figures as text, since
/// without scripts nothing is drawn.
#[component]
pub fn Chart(
    /// Says in words what there is to see.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows.
    #[prop(into)]
    data: Signal<ChartData>,
) -> impl IntoView {
    let info = use_context::<PageInfo>().unwrap_or_default();
    Effect::new(move |_| load_module(&info.modules.chart));
    let data = move || data.with(|data| serde_json::to_string(data).unwrap_or_default());
    view! { <data-chart class="chart needs-script" role="img" aria-label=label data=data></data-chart> }
        .into_any()
}
