//! A button that copies a text.

use std::time::Duration;

use crate::prelude::*;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::task::spawn_local;

use super::{Glyph, Icon};
use crate::clipboard;

const CONFIRMED_FOR: Duration = Duration::from_secs(2);

/// A button that copies a text and says that it has.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for screen readers, when the button shows an icon only; else it reads `Copy`.
    #[prop(optional)]
    icon_label: Option<&'static str>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            // Refused without permission: the text can still be selected.
            if clipboard::copy(text).await {
                copied.try_set(true);
                set_timeout(
                    move || {
                        copied.try_set(false);
                    },
                    CONFIRMED_FOR,
                );
            }
        });
    };
    let icon = move || {
        let glyph = if copied.get() {
            Glyph::Check
        } else {
            Glyph::Copy
        };
        view! { <Icon glyph/> }
    };
    let label = move || match (copied.get(), icon_label) {
        (true, _) => "Copied",
        (false, Some(label)) => label,
        (false, None) => "Copy",
    };
    let only_icon = icon_label.is_some();
    view! {
        <button
            type="button"
            class="button small needs-script"
            class:ghost=only_icon
            class:icon-only=only_icon
            on:click=copy
        >
            {icon}
            <span class:visually-hidden=only_icon aria-live="polite">{label}</span>
        </button>
    }
    .into_any()
}
