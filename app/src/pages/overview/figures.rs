//! The window in four figures.

use acteon_api_types::Stats;

use super::window::Window;
use crate::components::{Figure, Figures};
use crate::format;
use crate::prelude::*;

/// The window in four figures.
#[component]
pub fn KeyFigures(stats: Memo<Option<Stats>>, window: Memo<Window>) -> impl IntoView {
    let say = move |say: fn(&Stats) -> String| {
        Signal::derive(move || stats.with(|stats| stats.as_ref().map(say).unwrap_or_default()))
    };
    let within = Signal::derive(move || {
        let origins = stats.with(|stats| stats.as_ref().map(origins).unwrap_or_default());
        match origins.as_str() {
            "" => format!("in the last {}", window.get().text()),
            origins => origins.to_owned(),
        }
    });
    view! {
        <Figures label="Key figures">
            <Figure
                label="Plugins"
                value=say(|stats| format::count(stats.plugins.registered))
                remark=say(plugins)
            />
            <Figure
                label="Invocations"
                value=say(|stats| format::count(stats.invocations))
                remark=within
            />
            <Figure
                label="Error rate"
                value=say(|stats| format::share(stats.errors, stats.invocations))
                remark=say(|stats| {
                    let (errors, all) = (stats.errors, stats.invocations);
                    format!("{} of {} failed", format::count(errors), format::count(all))
                })
            />
            <Figure
                label="Decisions"
                value=say(|stats| {
                    let total = stats.verdicts.map(|verdicts| verdicts.total());
                    total.map_or_else(|| "–".to_owned(), format::count)
                })
                remark=say(decisions)
            />
        </Figures>
    }
    .into_any()
}

/// `12 enabled, 1 failed`
fn plugins(stats: &Stats) -> String {
    let counts = stats.plugins;
    let disabled = counts
        .registered
        .saturating_sub(counts.enabled)
        .saturating_sub(counts.failed);
    let parts = [
        (counts.enabled, "enabled"),
        (disabled, "disabled"),
        (counts.failed, "failed"),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(count, state)| *count > 0 || *state == "enabled")
        .map(|(count, state)| format!("{} {state}", format::count(count)))
        .collect();
    parts.join(", ")
}

/// `120 by dispatch, 3 by tests`; empty when there were none.
fn origins(stats: &Stats) -> String {
    let counts = stats.by_origin;
    let parts = [
        (counts.dispatch, "by dispatch"),
        (counts.playground, "by playground"),
        (counts.test, "by tests"),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, origin)| format!("{} {origin}", format::count(count)))
        .collect();
    parts.join(", ")
}

/// What became of the dispatched actions, in one line.
fn decisions(stats: &Stats) -> String {
    let Some(verdicts) = stats.verdicts else {
        return "not for a key with namespaces or tenants".to_owned();
    };
    let refused = verdicts.deny + verdicts.suppress;
    match verdicts.total() {
        0 => "no action was dispatched".to_owned(),
        total => format!("{} denied or suppressed", format::share(refused, total)),
    }
}
