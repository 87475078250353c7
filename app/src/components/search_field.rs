//! A field that narrows a list.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::leptos_dom::helpers::window_event_listener;
use leptos::wasm_bindgen::JsCast;

use super::{Glyph, Icon};
use crate::in_step::keep_in_step;

/// Narrows a list while somebody types, and keeps the address in step; `/` leads into it, Escape
/// empties it. Without scripts it is a field of the form that it stands in.
#[component]
pub fn SearchField(
    /// Name of the form field.
    name: &'static str,
    /// What it narrows, for screen readers.
    label: &'static str,
    /// Where it looks.
    placeholder: &'static str,
    /// The text in the address.
    asked: Memo<String>,
    /// The text in the field, ahead of the address while somebody types.
    text: RwSignal<String>,
    /// The address for a text.
    href: Callback<String, String>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let typed = move || {
        if let Some(field) = field.get_untracked() {
            text.set(field.value());
        }
    };
    keep_in_step(
        asked,
        text.into(),
        move |text| href.run(text.clone()),
        move |asked| {
            if let Some(field) = field.get_untracked() {
                field.set_value(asked);
                text.set(asked.clone());
            }
        },
    );
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
    view! {
        <span class="search-field">
            <Icon glyph=Glyph::Search/>
            <input
                node_ref=field
                type="search"
                name=name
                value=text.get_untracked()
                placeholder=placeholder
                aria-label=label
                aria-keyshortcuts="/"
                autocomplete="off"
                spellcheck="false"
                on:input=move |_| typed()
                on:keydown=clear
            />
            <kbd class="needs-script" aria-hidden="true">"/"</kbd>
        </span>
    }
    .into_any()
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
