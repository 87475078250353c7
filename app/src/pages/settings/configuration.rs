//! The configuration in force.

use serde_json::{Map, Value};

use crate::components::JsonTree;
use crate::format;
use crate::live::Live;
use crate::prelude::*;

/// Every key of the configuration, by section. The server has hidden what is secret.
#[component]
pub fn Configuration(live: Live<Value>) -> impl IntoView {
    let config = Memo::new(move |_| {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.value.clone()))
    });
    let sections = move || {
        let sections = match config.get() {
            Some(Value::Object(sections)) => sections,
            _ => Map::new(),
        };
        sections
            .into_iter()
            .map(|(name, value)| section(name, value))
            .collect_view()
    };
    view! {
        <section class="panel configuration" aria-labelledby="configuration-title">
            <div class="panel-head">
                <div>
                    <h2 id="configuration-title">"Configuration in force"</h2>
                    <p class="muted">
                        "Defaults, file, environment and command line together; secrets are hidden."
                    </p>
                </div>
            </div>
            {sections}
        </section>
    }
    .into_any()
}

fn section(name: String, value: Value) -> impl IntoView {
    let content = match value {
        Value::Object(keys) => facts(keys),
        Value::Array(tables) if !tables.is_empty() => {
            tables.into_iter().map(table).collect_view().into_any()
        }
        _ => view! { <p class="panel-body muted">"Not configured"</p> }.into_any(),
    };
    view! {
        <details open>
            <summary>
                <h3>
                    <code>{format!("[{name}]")}</code>
                </h3>
            </summary>
            {content}
        </details>
    }
    .into_any()
}

/// One of several tables of the same name, which have a `name` of their own. What is not set is left
/// out: most keys belong to one type of them only.
fn table(value: Value) -> AnyView {
    let Value::Object(mut keys) = value else {
        return view! { <JsonTree value/> }.into_any();
    };
    keys.retain(|_, value| !is_empty(value));
    let name = match keys.remove("name") {
        Some(Value::String(name)) => name,
        _ => "without a name".to_owned(),
    };
    view! {
        <details class="setting-entry">
            <summary>
                <h4>
                    <code>{name}</code>
                </h4>
            </summary>
            {facts(keys)}
        </details>
    }
    .into_any()
}

fn facts(keys: Map<String, Value>) -> AnyView {
    let rows = keys.into_iter().map(|(key, value)| row(key, value));
    view! { <dl class="facts">{rows.collect_view()}</dl> }.into_any()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(keys) => keys.is_empty(),
        _ => false,
    }
}

fn row(key: String, value: Value) -> impl IntoView {
    let readable = readable(&key, &value);
    let value = match value {
        Value::Null => view! { <span class="muted">"not set"</span> }.into_any(),
        ref empty if is_empty(empty) => view! { <span class="muted">"none"</span> }.into_any(),
        Value::Array(items) if items.iter().all(Value::is_string) => items
            .into_iter()
            .map(|item| view! { <code class="tag">{plain(item)}</code> })
            .collect_view()
            .into_any(),
        Value::Array(items) if items.iter().all(Value::is_object) => {
            items.into_iter().map(table).collect_view().into_any()
        }
        Value::Array(_) | Value::Object(_) => view! { <JsonTree value/> }.into_any(),
        value => view! { <code>{plain(value)}</code> }.into_any(),
    };
    view! {
        <div>
            <dt>
                <code>{key}</code>
            </dt>
            <dd>
                {value} {readable.map(|text| view! { <span class="muted">" " {text}</span> })}
            </dd>
        </div>
    }
    .into_any()
}

/// A value without the quotes of JSON.
fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// A size or a time in larger units than that of its key.
fn readable(key: &str, value: &Value) -> Option<String> {
    let number = value.as_u64()?;
    if key.ends_with("_bytes") {
        Some(format::bytes(number))
    } else if key.ends_with("_ms") && number >= 1_000 {
        Some(format::duration_s(number / 1_000)).filter(|_| number.is_multiple_of(1_000))
    } else {
        None
    }
}
