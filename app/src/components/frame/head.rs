//! The head of a page.

use crate::prelude::*;
use leptos::html;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// The path of the page that is shown, none before the first one is.
#[derive(Clone, Copy)]
pub(super) struct Shown(StoredValue<Option<String>>);

impl Shown {
    /// Called once, by the frame.
    pub(super) fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }

    /// Notes the page that is shown now. Answers whether it took the place of another one.
    fn replaced_by(self, path: String) -> bool {
        let before = self.0.get_value();
        let replaced = before.as_ref().is_some_and(|before| *before != path);
        self.0.set_value(Some(path));
        replaced
    }
}

/// A page's title, what it is about, and what can be done with the page as a whole. When the page
/// takes the place of another one, the keyboard and the screen reader go on at its title.
#[component]
pub fn PageHead(
    /// The title, also the document's.
    #[prop(into)]
    title: String,
    /// What the page is about.
    #[prop(into)]
    summary: String,
    /// What can be done with the page as a whole: buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let (shown, path) = (use_context::<Shown>(), use_location().pathname);
    Effect::new(move |_| {
        let Some(heading) = heading.get() else {
            return;
        };
        if shown.is_some_and(|shown| shown.replaced_by(path.get_untracked())) {
            let options = web_sys::FocusOptions::new();
            // The router decides what is in view.
            options.set_prevent_scroll(true);
            // Fails only for an element that is not in the document.
            let _ = heading.focus_with_options(&options);
        }
    });
    view! {
        <Title text=title.clone()/>
        <div class="page-head">
            <div>
                <h1 tabindex="-1" node_ref=heading>
                    {title}
                </h1>
                <p class="page-summary">{summary}</p>
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
