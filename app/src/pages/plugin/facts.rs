//! The module, its limits, and the rules that refer to it.

use crate::prelude::*;
use acteon_api_types::Timestamp;
use acteon_api_types::{PluginDetail, PluginImport, PluginSnapshot, PluginSource};

use super::shown::Shown;
use crate::components::{Ago, Bytes, CopyButton};
use crate::format;

/// Two panels side by side: what is registered, and what it is made of.
#[component]
pub fn Facts() -> impl IntoView {
    let shown = Shown::current()?;
    let now = shown.live.now();
    // Without what each invocation changes, so that nothing is drawn anew while somebody selects text.
    let detail = Memo::new(move |_| {
        let mut detail = shown.detail.get();
        let plugin = &mut detail.plugin;
        plugin.invocation_count = 0;
        plugin.invocations_by_origin = Default::default();
        plugin.error_count = 0;
        plugin.last_error = None;
        plugin.last_invoked_at = None;
        plugin.latency = None;
        detail.memory_high_water_bytes = 0;
        detail
    });
    Some(view! { <div class="plugin-facts">{move || panels(detail.get(), now)}</div> }.into_any())
}

fn panels(detail: PluginDetail, now: Signal<Timestamp>) -> AnyView {
    let plugin = detail.plugin;
    let (source, explained) = match plugin.source {
        PluginSource::Upload => ("Upload", "Registered over the API."),
        PluginSource::PluginDir => (
            "File",
            "From a file that the configuration names; it follows its file.",
        ),
    };
    view! {
        <section class="panel" aria-labelledby="registration-title">
            <h2 class="panel-title" id="registration-title">"Registration"</h2>
            <dl class="facts-list">
                {fact("Memory limit", view! { <Bytes size=plugin.memory_limit_bytes/> })}
                {fact("Timeout", format::duration_ms(plugin.timeout_ms))}
                {fact("Snapshot", snapshot(&detail.snapshot))}
                {fact("Source", view! { <span title=explained>{source}</span> })}
                {fact("Revision", plugin.revision.to_string())}
                {fact("Registered", view! { <Ago instant=plugin.registered_at now/> })}
                {fact("Changed", view! { <Ago instant=plugin.updated_at now/> })}
                {fact("Called by rules", rules(detail.referenced_by))}
            </dl>
        </section>
        <section class="panel" aria-labelledby="module-title">
            <h2 class="panel-title" id="module-title">"Module"</h2>
            <dl class="facts-list">
                {fact("Size", size(detail.size_bytes))}
                {fact("SHA-256", hash(detail.sha256))}
                {fact("Exported functions", functions(detail.functions))}
                {fact("Imports", imports(&detail.imports))}
            </dl>
        </section>
    }
    .into_any()
}

/// Whether calls start from a snapshot, and what is to be said about it.
fn snapshot(snapshot: &PluginSnapshot) -> AnyView {
    let taken = if snapshot.taken { "taken" } else { "none" };
    let reason = snapshot.reason.clone();
    view! {
        {format!("{taken} ({})", snapshot.mode.as_str())}
        {reason.map(|reason| view! { <span class="muted sentence">{format!(": {reason}")}</span> })}
    }
    .into_any()
}

fn fact(label: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>{value.into_any()}</dd>
        </div>
    }
    .into_any()
}

fn muted(text: &'static str) -> AnyView {
    view! { <span class="muted">{text}</span> }.into_any()
}

fn size(bytes: Option<u64>) -> AnyView {
    bytes.map_or_else(
        || muted("Could not be read"),
        |size| view! { <Bytes size/> }.into_any(),
    )
}

fn hash(sha256: Option<String>) -> AnyView {
    let Some(sha256) = sha256 else {
        return muted("Could not be read");
    };
    view! {
        <span class="hash">
            <code>{sha256.clone()}</code>
            <CopyButton text=sha256 icon_label="Copy the SHA-256"/>
        </span>
    }
    .into_any()
}

fn functions(functions: Vec<String>) -> AnyView {
    if functions.is_empty() {
        return muted("None that a rule could call");
    }
    let items: Vec<_> = functions
        .into_iter()
        .map(|function| view! { <li><code>{function}</code></li> })
        .collect();
    view! { <ul class="tokens">{items}</ul> }.into_any()
}

/// By the module that they are imported from.
fn imports(imports: &[PluginImport]) -> AnyView {
    if imports.is_empty() {
        return muted("None: it computes and nothing else");
    }
    let mut modules: Vec<(&str, Vec<&str>)> = Vec::new();
    for import in imports {
        match modules
            .iter_mut()
            .find(|(module, _)| *module == import.module)
        {
            Some((_, names)) => names.push(&import.name),
            None => modules.push((&import.module, vec![&import.name])),
        }
    }
    let modules: Vec<_> = modules
        .into_iter()
        .map(|(module, names)| {
            let names: Vec<_> = names
                .into_iter()
                .map(|name| view! { <li><code>{name.to_owned()}</code></li> })
                .collect();
            view! {
                <div class="import">
                    <code class="muted">{module.to_owned()}</code>
                    <ul class="tokens">{names}</ul>
                </div>
            }
        })
        .collect();
    modules.into_any()
}

fn rules(names: Vec<String>) -> AnyView {
    if names.is_empty() {
        return muted("No loaded rule");
    }
    let items: Vec<_> = names
        .into_iter()
        .map(|name| {
            let href = crate::address::rule(&name);
            view! { <li><a href=href>{name}</a></li> }
        })
        .collect();
    view! { <ul class="tokens">{items}</ul> }.into_any()
}
