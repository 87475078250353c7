//! The configuration in force.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::components::JsonTree;
use crate::live::Live;

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
        Value::Object(keys) => {
            let rows = keys.into_iter().map(|(key, value)| row(key, value));
            view! { <dl class="facts keys">{rows.collect_view()}</dl> }.into_any()
        }
        Value::Array(tables) if tables.is_empty() => none(),
        Value::Null => none(),
        other => view! {
            <div class="panel-body">
                <JsonTree value=other/>
            </div>
        }
        .into_any(),
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

fn none() -> AnyView {
    view! { <p class="panel-body muted">"Not configured"</p> }.into_any()
}

fn row(key: String, value: Value) -> impl IntoView {
    let value = match value {
        Value::Null => view! { <span class="muted">"not set"</span> }.into_any(),
        Value::Array(items) if items.is_empty() => {
            view! { <span class="muted">"none"</span> }.into_any()
        }
        Value::Array(_) | Value::Object(_) => view! { <JsonTree value/> }.into_any(),
        Value::String(text) => view! { <code>{text}</code> }.into_any(),
        other => view! { <code>{other.to_string()}</code> }.into_any(),
    };
    view! {
        <div>
            <dt>
                <code>{key}</code>
            </dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
