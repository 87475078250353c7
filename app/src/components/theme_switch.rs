//! The switch between the themes.

use crate::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::{Glyph, Icon};
use crate::Theme;

const fn label(theme: Theme) -> (&'static str, Glyph) {
    match theme {
        Theme::System => ("System theme", Glyph::Monitor),
        Theme::Light => ("Light theme", Glyph::Sun),
        Theme::Dark => ("Dark theme", Glyph::Moon),
    }
}

/// Switches the theme at once and remembers it in a cookie.
#[component]
pub fn ThemeSwitch(
    /// The theme the page was rendered in.
    initial: Theme,
) -> impl IntoView {
    let options = Theme::ALL.map(|theme| {
        let (label, glyph) = label(theme);
        view! {
            <label title=label>
                <input
                    type="radio"
                    name="theme"
                    value=theme.as_str()
                    checked=theme == initial
                    aria-label=label
                    autocomplete="off"
                    on:change=move |_| choose(theme)
                />
                <Icon glyph/>
            </label>
        }
    });
    view! {
        <fieldset class="segments needs-script">
            <legend class="visually-hidden">"Theme"</legend>
            {options}
        </fieldset>
    }
}

fn choose(theme: Theme) {
    // Both can only fail in a browser that refuses scripts access to the document.
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Theme::System => root.remove_attribute("data-theme"),
            Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.as_str()),
        };
    }
    let secure = location()
        .protocol()
        .is_ok_and(|protocol| protocol == "https:");
    let _ = document()
        .unchecked_into::<web_sys::HtmlDocument>()
        .set_cookie(&theme.cookie(secure));
}
