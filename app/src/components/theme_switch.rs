//! The switch between the themes.

use leptos::ev::MouseEvent;
use leptos::wasm_bindgen::JsCast;
use leptos_router::hooks::use_url;

use super::{Glyph, Icon};
use crate::prelude::*;
use crate::{Theme, address};

/// The theme that is chosen, the same for every switch.
#[derive(Clone, Copy)]
pub(super) struct ChosenTheme(RwSignal<Theme>);

impl ChosenTheme {
    /// Called once, by the frame, with the theme that the page was rendered in.
    pub(super) fn provide(initial: Theme) {
        provide_context(Self(RwSignal::new(initial)));
    }
}

const fn named(theme: Theme) -> (&'static str, Glyph) {
    match theme {
        Theme::System => ("System", Glyph::Monitor),
        Theme::Light => ("Light", Glyph::Sun),
        Theme::Dark => ("Dark", Glyph::Moon),
    }
}

/// Switches the theme at once and remembers it in a cookie; without scripts it is a form.
#[component]
pub fn ThemeSwitch(
    /// Whether the names stand beside the signs.
    #[prop(optional)]
    names: bool,
) -> impl IntoView {
    let chosen = use_context::<ChosenTheme>().map_or_else(RwSignal::default, |chosen| chosen.0);
    let url = use_url();
    let here = move || url.with(address::of);
    let options = Theme::ALL.map(|theme| {
        let (name, glyph) = named(theme);
        let label = format!("{name} theme");
        let choose = move |event: MouseEvent| {
            event.prevent_default();
            chosen.set(theme);
            apply(theme);
        };
        view! {
            <button
                type="submit"
                name="theme"
                value=theme.as_str()
                title=(!names).then(|| label.clone())
                aria-label=label
                aria-pressed=move || (chosen.get() == theme).to_string()
                on:click=choose
            >
                <Icon glyph/>
                {names.then_some(name)}
            </button>
        }
    });
    view! {
        // This page takes forms from everybody.
        <form method="post" action=address::SIGN_IN>
            <input type="hidden" name="do" value="theme"/>
            <input type="hidden" name="return" value=here/>
            <div class="segments" role="group" aria-label="Theme">
                {options.into_iter().collect_view()}
            </div>
        </form>
    }
    .into_any()
}

fn apply(theme: Theme) {
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
