//! Views of one page.

use crate::prelude::*;

/// Links between the views of one page.
#[component]
pub fn Tabs(
    /// Names them for screen readers.
    label: &'static str,
    /// What each shows, its address, and whether it is the one on the screen.
    items: Signal<Vec<(&'static str, String, bool)>>,
) -> impl IntoView {
    let links = move || {
        items
            .get()
            .into_iter()
            .map(|(text, href, current)| {
                view! {
                    <a href=href aria-current=current.then_some("page")>
                        {text}
                    </a>
                }
            })
            .collect_view()
    };
    view! { <nav class="views" aria-label=label>{links}</nav> }.into_any()
}
