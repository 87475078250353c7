//! The page `Rule Playground`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn PlaygroundPage() -> impl IntoView {
    view! { <PageHead title="Rule Playground" summary="Evaluate an action without any effect."/> }
}
