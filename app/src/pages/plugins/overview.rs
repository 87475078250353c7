//! The list in four figures.

use acteon_api_types::Plugin;
use leptos::prelude::*;

use super::state::State;
use crate::components::{Figure, Figures};
use crate::format;

/// The list in four figures.
#[component]
pub fn Overview(list: Memo<Vec<Plugin>>) -> impl IntoView {
    let sum = move |of: fn(&Plugin) -> u64| list.with(|list| list.iter().map(of).sum::<u64>());
    let invocations = move || sum(|plugin| plugin.invocation_count);
    let errors = move || sum(|plugin| plugin.error_count);
    let slowest = move || list.with(|list| slowest(list));
    view! {
        <Figures label="All plugins together">
            <Figure
                label="Plugins"
                value=Signal::derive(move || format::count(list.with(Vec::len) as u64))
                remark=Signal::derive(move || list.with(|list| states(list)))
            />
            <Figure
                label="Invocations"
                value=Signal::derive(move || format::count(invocations()))
                remark=Signal::derive(move || {
                    let dispatched = sum(|plugin| plugin.invocations_by_origin.dispatch);
                    format!("{} by dispatch", format::count(dispatched))
                })
            />
            <Figure
                label="Failed invocations"
                value=Signal::derive(move || format::share(errors(), invocations()))
                remark=Signal::derive(move || {
                    format!("{} of {}", format::count(errors()), format::count(invocations()))
                })
            />
            <Figure
                label="Slowest, p99"
                value=Signal::derive(move || {
                    slowest().map_or_else(|| "–".to_owned(), |(_, p99)| format::duration_us(p99))
                })
                remark=Signal::derive(move || {
                    slowest().map_or_else(|| "no call since the start".to_owned(), |(name, _)| name)
                })
            />
        </Figures>
    }
}

/// How many plugins are in which state: `4 enabled, 1 failed`.
fn states(plugins: &[Plugin]) -> String {
    let count = |states: &[State]| {
        plugins
            .iter()
            .filter(|plugin| states.contains(&State::of(plugin)))
            .count()
    };
    let parts = [
        (count(&[State::Enabled, State::Troubled]), "enabled"),
        (count(&[State::Disabled]), "disabled"),
        (count(&[State::Failed]), "failed"),
    ];
    parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, state)| format!("{count} {state}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The plugin with the longest calls since the server started, and their 99th percentile in
/// microseconds.
fn slowest(plugins: &[Plugin]) -> Option<(String, u64)> {
    plugins
        .iter()
        .filter_map(|plugin| Some((plugin, plugin.latency?.p99_us)))
        .max_by_key(|(_, p99)| *p99)
        .map(|(plugin, p99)| (plugin.name.clone(), p99))
}
