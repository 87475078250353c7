//! A message in place of, or above, what a page should show.

use crate::prelude::*;

use super::{Glyph, Icon};

/// A message with a title, an explanation and what can be done.
#[component]
pub fn Notice<C: IntoView + 'static>(
    /// What it is about.
    glyph: Glyph,
    /// What happened.
    #[prop(into)]
    title: String,
    /// Whether something is wrong.
    #[prop(optional)]
    wrong: bool,
    /// The explanation and what can be done.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <div class="notice" class:wrong=wrong>
            <span class="notice-mark">
                <Icon glyph/>
            </span>
            <h2>{title}</h2>
            <div class="notice-body">{children.into_inner()()}</div>
        </div>
    }
}
