//! The page `Plugin`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn PluginPage() -> impl IntoView {
    view! { <PageHead title="Plugin" summary="One plugin."/> }
}
