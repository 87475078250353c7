//! A button that copies a text.

use std::time::Duration;

use crate::prelude::*;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::task::spawn_local;

use super::{Glyph, Icon};
use crate::clipboard;

const SAID_FOR: Duration = Duration::from_secs(2);

/// A button that copies a text and says whether it could.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for screen readers, when the button shows an icon only; else it reads `Copy`.
    #[prop(optional)]
    icon_label: Option<&'static str>,
) -> impl IntoView {
    // Whether it was copied; none before somebody tried.
    let copied = RwSignal::new(None);
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            copied.try_set(Some(clipboard::copy(text).await));
            set_timeout(
                move || {
                    copied.try_set(None);
                },
                SAID_FOR,
            );
        });
    };
    let icon = move || {
        let glyph = match copied.get() {
            Some(true) => Glyph::Check,
            Some(false) | None => Glyph::Copy,
        };
        view! { <Icon glyph/> }
    };
    let label = move || match (copied.get(), icon_label) {
        (Some(true), _) => "Copied",
        // The text can still be selected.
        (Some(false), _) => "Not allowed here: select the text",
        (None, Some(label)) => label,
        (None, None) => "Copy",
    };
    let only_icon = icon_label.is_some();
    let hidden = move || only_icon && copied.get() != Some(false);
    view! {
        <button
            type="button"
            class="button small needs-script"
            class:ghost=only_icon
            class:icon-only=only_icon
            on:click=copy
        >
            {icon}
            <span class:visually-hidden=hidden aria-live="polite">{label}</span>
        </button>
    }
    .into_any()
}
