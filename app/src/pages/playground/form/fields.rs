//! The fields: one line, several, JSON.

use crate::prelude::*;
use leptos::html;

use crate::components::{CodeEditor, Field, Language, described_by, escaped};
use crate::pages::playground::bench::Bench;
use crate::pages::playground::inputs::FieldName;

/// What a field of one line is.
pub struct Line {
    /// The field.
    pub field: FieldName,
    /// What is asked for.
    pub label: &'static str,
    /// What helps to answer.
    pub hint: &'static str,
    /// Type of the input.
    pub kind: &'static str,
    /// Step of the input, where its type has one.
    pub step: Option<&'static str>,
    /// Whether it may stay empty.
    pub optional: bool,
    /// What an answer looks like.
    pub placeholder: &'static str,
}

/// A field of one line. What was typed before the page came alive counts.
pub fn line(bench: Bench, value: RwSignal<String>, line: Line) -> AnyView {
    let id = line.field.as_str();
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |first: Option<()>| {
        let text = value.get();
        let Some(input) = input.get() else {
            return;
        };
        if input.value() == text {
            return;
        }
        if first.is_none() && !input.value().is_empty() {
            value.set(input.value());
        } else {
            input.set_value(&text);
        }
    });
    let initial = value.get_untracked();
    let error = bench.error_of(line.field);
    view! {
        <Field id label=line.label hint=line.hint optional=line.optional error>
            <input
                node_ref=input
                id=id
                name=id
                type=line.kind
                step=line.step
                value=initial
                placeholder=line.placeholder
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described_by(id)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input:target=move |event| value.set(event.target().value())
            />
        </Field>
    }
    .into_any()
}

/// A field of keys and values, one to a line.
pub fn lines(
    bench: Bench,
    value: RwSignal<String>,
    field: FieldName,
    label: &'static str,
    hint: &'static str,
    placeholder: &'static str,
) -> AnyView {
    let id = field.as_str();
    let error = bench.error_of(field);
    let initial = escaped(&value.get_untracked());
    view! {
        <Field id label hint optional=true error>
            <textarea
                id=id
                name=id
                class="key-values"
                rows="3"
                placeholder=placeholder
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described_by(id)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                inner_html=initial
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </Field>
    }
    .into_any()
}

/// A field of JSON. Where the editor is, it tells itself what is no JSON, with its place; the page
/// tells what else is wrong.
pub fn json(
    bench: Bench,
    value: RwSignal<String>,
    field: FieldName,
    label: &'static str,
    hint: &'static str,
    rows: u32,
) -> AnyView {
    let id = field.as_str();
    let told = RwSignal::new(false);
    let wrong = bench.error_of(field);
    let error = Signal::derive(move || if told.get() { None } else { wrong.get() });
    view! {
        <Field id label hint error>
            <CodeEditor
                id=id
                name=id
                language=Signal::stored(Language::Json)
                value=value
                rows=rows
                on_problems=Callback::new(move |problems: Vec<_>| told.set(!problems.is_empty()))
                described_by=described_by(id)
            />
        </Field>
    }
    .into_any()
}
