//! A shell command to copy.

use std::time::Duration;

use crate::prelude::*;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::task::spawn_local;

use super::{Glyph, Icon};

const CONFIRMED_FOR: Duration = Duration::from_secs(2);

/// A shell command with a button that copies it.
#[component]
pub fn Command(
    /// The command.
    text: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let command = StoredValue::new(text.clone());
    let copy = move |_| {
        spawn_local(async move {
            let written = window()
                .navigator()
                .clipboard()
                .write_text(&command.get_value());
            // Refused without permission: the text can still be selected.
            if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
                copied.set(true);
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
    let label = move || if copied.get() { "Copied" } else { "Copy" };
    view! {
        <div class="command">
            <pre tabindex="0" aria-label="Command">
                <code>{text}</code>
            </pre>
            <button type="button" class="button small needs-script" on:click=copy>
                {icon}
                <span aria-live="polite">{label}</span>
            </button>
        </div>
    }
}
