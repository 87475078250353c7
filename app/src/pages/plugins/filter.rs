//! The filter above the list.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html::Input;
use leptos::leptos_dom::helpers::window_event_listener;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::query::{Column, DESCENDING, FILTER, ListQuery, ORDER, SORT};
use crate::components::{Glyph, Icon};

/// Narrows the list while somebody types, and keeps the address in step. Without JavaScript it is
/// a form.
#[component]
pub fn Filter(
    /// What the address asks for.
    asked: Memo<ListQuery>,
    /// The text in the field.
    filter: RwSignal<String>,
    /// What is shown.
    query: Signal<ListQuery>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let typed = move || {
        if let Some(field) = field.get_untracked() {
            filter.set(field.value());
        }
    };
    // What was written to the address and has not arrived there yet.
    let pending = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let text = filter.get();
        let asked = asked.get_untracked();
        if text != pending.get_value().unwrap_or_else(|| asked.filter.clone()) {
            pending.set_value(Some(text.clone()));
            let wanted = ListQuery {
                filter: text,
                ..asked
            };
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&wanted.href(), options);
        }
    });
    // Links and the browser's buttons change the address too; the field then follows.
    Effect::new(move |last: Option<String>| {
        let asked = asked.with(|asked| asked.filter.clone());
        if last.is_none_or(|last| last == asked) {
            return asked;
        }
        let written = pending.get_value();
        if written.as_ref() == Some(&asked) {
            pending.set_value(None);
        } else if written.is_none()
            && let Some(field) = field.get_untracked()
        {
            field.set_value(&asked);
            filter.set(asked.clone());
        }
        asked
    });
    // What was typed before the page came alive counts.
    Effect::new(move |_| typed());
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if is_shortcut(&event)
            && let Some(field) = field.get_untracked()
        {
            event.prevent_default();
            // Fails only for an element that is not in the document.
            let _ = field.focus();
            field.select();
        }
    });
    on_cleanup(move || listener.remove());
    let clear = move |event: KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(field) = field.get_untracked()
        {
            field.set_value("");
            typed();
        }
    };
    let sort = move || query.with(|query| query.sort.key());
    let sorted = move || query.with(|query| query.sort != Column::default());
    let descending = move || query.with(|query| query.descending);
    view! {
        <form
            class="filter"
            role="search"
            method="get"
            action="/plugins"
            on:submit=move |event: SubmitEvent| event.prevent_default()
        >
            <Icon glyph=Glyph::Search/>
            <input
                node_ref=field
                type="search"
                name=FILTER
                value=filter.get_untracked()
                placeholder="Filter by name or description"
                aria-label="Filter plugins"
                aria-keyshortcuts="/"
                autocomplete="off"
                spellcheck="false"
                on:input=move |_| typed()
                on:keydown=clear
            />
            <kbd class="needs-script" aria-hidden="true">"/"</kbd>
            {move || sorted().then(|| view! { <input type="hidden" name=SORT value=sort/> })}
            {move || descending().then(|| view! { <input type="hidden" name=ORDER value=DESCENDING/> })}
            <button type="submit" class="button small needs-no-script">
                "Filter"
            </button>
        </form>
    }
}

/// `/`, unless it is being typed into a field or is part of another shortcut.
fn is_shortcut(event: &KeyboardEvent) -> bool {
    let typing = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            element
                .closest("input, textarea, select, [contenteditable]")
                .is_ok_and(|field| field.is_some())
        });
    event.key() == "/" && !typing && !event.ctrl_key() && !event.meta_key() && !event.alt_key()
}
