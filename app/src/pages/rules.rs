//! The page `Rules`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn RulesPage() -> impl IntoView {
    view! { <PageHead title="Rules" summary="What decides about actions."/> }
}
