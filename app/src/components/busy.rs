//! A button that says that it is at work.

use crate::prelude::*;

use super::{Glyph, Icon};

/// A button that sends a form. While what it started is under way it turns, and does not start it a
/// second time.
#[component]
pub fn SubmitButton(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// What it looks like beside `button`: `primary`, `danger`, `small`.
    #[prop(optional)]
    class: &'static str,
    /// Whether what it started is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Whether it cannot be used, for another reason.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it does, for screen readers, where the label alone does not say it.
    #[prop(optional, into)]
    described: Option<Signal<String>>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=format!("button {class}")
            class:busy=busy
            aria-label=described
            aria-busy=move || busy.get().then_some("true")
            // Disabled, it would lose the focus.
            aria-disabled=move || busy.get().then_some("true")
            disabled=disabled
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                }
            }
        >
            {move || busy.get().then(|| view! { <Icon glyph=Glyph::Repeat/> })}
            {label}
        </button>
    }
    .into_any()
}
