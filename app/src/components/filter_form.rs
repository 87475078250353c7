//! Filters with a field each.

use std::time::Duration;

use crate::prelude::*;
use acteon_api_types::Timestamp;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::leptos_dom::helpers::debounce;
use leptos::wasm_bindgen::JsCast;

use super::{Glyph, Icon, described_by};
use crate::address::with_pairs;
use crate::in_step::keep_in_step;

/// A pause in typing after which the filters are applied.
const PAUSE: Duration = Duration::from_millis(300);

/// What may be filled in.
#[derive(Clone, Copy, Debug)]
pub enum Choice {
    /// Any text.
    Text,
    /// An instant as RFC 3339 has it.
    Instant,
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
}

/// One filter.
#[derive(Clone, Copy, Debug)]
pub struct FilterField {
    /// Its name in the address.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What may be filled in.
    pub choice: Choice,
    /// Whether it is always there, or folded away until somebody wants it.
    pub first: bool,
}

/// A form with filters that are applied while somebody fills them in, and the filters in force, each
/// with a link that takes it away. Without scripts it is sent.
#[component]
pub fn FilterForm(
    /// What is filtered, for screen readers.
    label: &'static str,
    /// The path of the page.
    path: &'static str,
    /// What else stands in its address.
    kept: Vec<(&'static str, &'static str)>,
    /// The filters.
    fields: &'static [FilterField],
    /// Their values in the address, in the same order; empty for none.
    asked: Memo<Vec<String>>,
) -> impl IntoView {
    let kept = StoredValue::new(kept);
    let href = move |values: &[String]| {
        let mut pairs = kept.get_value();
        pairs.extend(
            fields
                .iter()
                .zip(values)
                .map(|(field, value)| (field.name, value.as_str())),
        );
        with_pairs(path, &pairs)
    };
    let filled = RwSignal::new(asked.get_untracked());
    let form = NodeRef::<html::Form>::new();
    keep_in_step(
        asked,
        filled.into(),
        move |values| href(values),
        move |asked| {
            for (field, value) in fields.iter().zip(asked) {
                write(field.name, value);
            }
            filled.set(asked.clone());
        },
    );
    let read_all = move || {
        // The page may be gone after the pause.
        if form.try_get_untracked().flatten().is_some() {
            filled.set(fields.iter().map(|field| read(field.name)).collect());
        }
    };
    // What was filled in before the page came alive counts.
    Effect::new(move |_| read_all());
    let mut after_a_pause = debounce(PAUSE, move |()| read_all());
    let initial = asked.get_untracked();
    let folded = fields
        .iter()
        .zip(&initial)
        .any(|(field, value)| !field.first && !value.is_empty());
    let draw = move |first: bool| -> Vec<AnyView> {
        fields
            .iter()
            .zip(&initial)
            .enumerate()
            .filter(|(_, (field, _))| field.first == first)
            .map(|(index, (field, value))| {
                let error = Signal::derive(move || {
                    asked.with(|asked| problem(field, asked.get(index).map_or("", String::as_str)))
                });
                draw_field(field, value.clone(), error)
            })
            .collect()
    };
    let first = draw(true);
    let others = draw(false);
    let more = (!others.is_empty()).then(|| {
        view! {
            <details class="filter-more" open=folded>
                <summary>"More filters"</summary>
                <div class="filter-fields">{others}</div>
            </details>
        }
    });
    let active = move || {
        let asked = asked.get();
        let chips: Vec<_> = fields
            .iter()
            .enumerate()
            .filter(|(index, _)| asked.get(*index).is_some_and(|value| !value.is_empty()))
            .map(|(index, field)| {
                let mut without = asked.clone();
                let value = std::mem::take(&mut without[index]);
                chip(field.label, value, href(&without))
            })
            .collect();
        let clear = (chips.len() > 1).then(|| {
            view! {
                <a class="button small ghost" href=href(&[]) data-noscroll="true">
                    "Clear all"
                </a>
            }
        });
        (!chips.is_empty()).then(|| view! { <div class="filter-chips">{chips} {clear}</div> })
    };
    view! {
        <form
            node_ref=form
            class="filter-form"
            role="search"
            aria-label=label
            method="get"
            action=path
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                read_all();
            }
            on:input=move |_| after_a_pause(())
        >
            {kept
                .get_value()
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()}
            <div class="filter-fields">{first}</div>
            {more}
            <button type="submit" class="button small needs-no-script">
                "Apply"
            </button>
        </form>
        {active}
    }
    .into_any()
}

fn draw_field(
    field: &'static FilterField,
    value: String,
    error: Signal<Option<String>>,
) -> AnyView {
    let id = id(field.name);
    let input = match field.choice {
        Choice::OneOf(words) => {
            let options: Vec<_> = words()
                .into_iter()
                .map(|word| {
                    view! {
                        <option value=word selected=word == value>
                            {word}
                        </option>
                    }
                })
                .collect();
            view! {
                <select id=id.clone() name=field.name>
                    <option value="">"Any"</option>
                    {options}
                </select>
            }
            .into_any()
        }
        Choice::Text | Choice::Instant => {
            let placeholder =
                matches!(field.choice, Choice::Instant).then_some("2026-03-01T12:00:00Z");
            view! {
                <input
                    id=id.clone()
                    name=field.name
                    value=value
                    placeholder=placeholder
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described_by(&id)
                />
            }
            .into_any()
        }
    };
    let error_id = format!("{id}-error");
    view! {
        <div class="field" class:invalid=move || error.with(Option::is_some)>
            <label for=id>{field.label}</label>
            {input}
            <p class="field-error" id=error_id aria-live="polite">
                {error}
            </p>
        </div>
    }
    .into_any()
}

fn chip(label: &'static str, value: String, without: String) -> AnyView {
    let action = format!("Remove the filter {label} {value}");
    view! {
        <span class="filter-chip">
            <span class="filter-chip-name">{label}</span>
            <span class="filter-chip-value">{value}</span>
            <a href=without aria-label=action data-noscroll="true">
                <Icon glyph=Glyph::Close/>
            </a>
        </span>
    }
    .into_any()
}

/// What is wrong with a value.
fn problem(field: &FilterField, value: &str) -> Option<String> {
    let instant = matches!(field.choice, Choice::Instant) && !value.is_empty();
    // In an address a `+` that was not escaped is a space.
    (instant && value.replace(' ', "+").parse::<Timestamp>().is_err())
        .then(|| "an instant looks like 2026-03-01T12:00:00Z".to_owned())
}

fn id(name: &str) -> String {
    format!("filter-{name}")
}

fn read(name: &str) -> String {
    let Some(element) = document().get_element_by_id(&id(name)) else {
        return String::new();
    };
    match element.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(element) => element
            .dyn_into::<web_sys::HtmlSelectElement>()
            .map(|select| select.value())
            .unwrap_or_default(),
    }
}

fn write(name: &str, value: &str) {
    let Some(element) = document().get_element_by_id(&id(name)) else {
        return;
    };
    match element.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(input) => input.set_value(value),
        Err(element) => {
            if let Ok(select) = element.dyn_into::<web_sys::HtmlSelectElement>() {
                select.set_value(value);
            }
        }
    }
}
