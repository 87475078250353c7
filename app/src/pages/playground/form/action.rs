//! The action.

use crate::prelude::*;

use super::fields::{Line, json, line};
use crate::pages::playground::bench::Bench;
use crate::pages::playground::examples::{EXAMPLES, Example};
use crate::pages::playground::inputs::FieldName;

/// The fields of the action.
#[component]
pub fn ActionFields(bench: Bench) -> impl IntoView {
    let form = bench.form;
    let text = |value, field, label, placeholder| {
        let properties = Line {
            field,
            label,
            hint: "",
            kind: "text",
            step: None,
            optional: false,
            placeholder,
        };
        line(bench, value, properties)
    };
    view! {
        <ExampleChoice bench/>
        <div class="bench-pair">
            {text(form.namespace, FieldName::Namespace, "Namespace", "payments")}
            {text(form.tenant, FieldName::Tenant, "Tenant", "acme")}
            {text(form.provider, FieldName::Provider, "Provider", "email")}
            {text(form.action_type, FieldName::ActionType, "Action type", "notification")}
        </div>
        {json(bench, form.payload, FieldName::Payload, "Payload", "", 9)}
        {json(
            bench,
            form.metadata,
            FieldName::Metadata,
            "Metadata",
            "Labels of the action: an object whose values are strings.",
            2,
        )}
    }
    .into_any()
}

/// Fills in an example and evaluates it.
#[component]
fn ExampleChoice(bench: Bench) -> impl IntoView {
    const ID: &str = "example";
    let options = EXAMPLES.map(|example| {
        let text = format!("{}: {}", example.title, example.shows);
        view! { <option value=example.id>{text}</option> }
    });
    view! {
        <div class="bench-example needs-script">
            <label for=ID class="visually-hidden">
                "Example"
            </label>
            <select
                id=ID
                class="input"
                autocomplete="off"
                on:change:target=move |event| {
                    let chosen = event.target();
                    if let Some(example) = Example::find(&chosen.value()) {
                        bench.form.fill(&example.inputs());
                        bench.evaluate();
                    }
                    // So that the same one can be chosen again.
                    chosen.set_value("");
                }
            >
                <option value="">"Start from an example…"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
