//! The plugin in four figures.

use crate::prelude::*;
use acteon_api_types::Plugin;

use super::shown::Shown;
use crate::components::{Ago, Figure, Figures};
use crate::format;

/// How often, how well, how fast and with how much memory it ran.
#[component]
pub fn PluginFigures() -> impl IntoView {
    let shown = Shown::current()?;
    let of = move |read: fn(&Plugin) -> String| {
        Signal::derive(move || shown.detail.with(|detail| read(&detail.plugin)))
    };
    let memory = move || {
        shown.detail.with(|detail| {
            (
                detail.memory_high_water_bytes,
                detail.plugin.memory_limit_bytes,
            )
        })
    };
    Some(
        view! {
            <Figures label="What it did">
                <Figure
                    label="Invocations"
                    value=of(|plugin| format::count(plugin.invocation_count))
                    remark=of(origins)
                />
                <Figure label="Failed invocations" value=of(failed) remark=of(failed_of)/>
                <Figure label="Latency, p50" value=of(median) remark=of(percentiles)/>
                <Figure
                    label="Most memory used"
                    value=Signal::derive(move || match memory() {
                        (0, _) => "–".to_owned(),
                        (used, _) => format::bytes(used),
                    })
                    remark=Signal::derive(move || {
                        let (used, limit) = memory();
                        format!("{} of {}", format::share(used, limit), format::bytes(limit))
                    })
                />
            </Figures>
            <LastError shown/>
        }
        .into_any(),
    )
}

fn origins(plugin: &Plugin) -> String {
    let by = plugin.invocations_by_origin;
    if plugin.invocation_count == 0 {
        return "never called".to_owned();
    }
    let dispatch = match by.dispatch {
        0 => "none by dispatch".to_owned(),
        count => format!("{} by dispatch", format::count(count)),
    };
    format!(
        "{dispatch}, {} by playground, {} by test",
        format::count(by.playground),
        format::count(by.test)
    )
}

fn failed(plugin: &Plugin) -> String {
    format::share(plugin.error_count, plugin.invocation_count)
}

fn failed_of(plugin: &Plugin) -> String {
    let (errors, all) = (plugin.error_count, plugin.invocation_count);
    format!("{} of {}", format::count(errors), format::count(all))
}

fn median(plugin: &Plugin) -> String {
    let latency = plugin.latency.as_ref();
    latency.map_or_else(
        || "–".to_owned(),
        |latency| format::duration_us(latency.p50_us),
    )
}

fn percentiles(plugin: &Plugin) -> String {
    plugin.latency.as_ref().map_or_else(
        || "no call since the start".to_owned(),
        |latency| {
            format!(
                "p95 {}, p99 {}, max {}",
                format::duration_us(latency.p95_us),
                format::duration_us(latency.p99_us),
                format::duration_us(latency.max_us)
            )
        },
    )
}

/// The last failed invocation, of a plugin that otherwise works.
#[component]
fn LastError(shown: Shown) -> impl IntoView {
    let error = Memo::new(move |_| {
        shown.detail.with(|detail| {
            let plugin = &detail.plugin;
            let error = (plugin.error_count > 0).then(|| plugin.last_error.clone());
            error.flatten()
        })
    });
    let used = Memo::new(move |_| shown.detail.with(|detail| detail.plugin.last_invoked_at));
    let now = shown.live.now();
    let error = move || {
        error.get().map(|error| {
            view! {
                <p class="last-error">
                    <strong>"Last error: "</strong>
                    {error}
                </p>
            }
        })
    };
    let used = move || {
        used.get().map(|instant| {
            view! {
                <p class="last-used">"Last used " <Ago instant now/></p>
            }
        })
    };
    view! { <div class="under-figures">{used} {error}</div> }.into_any()
}
