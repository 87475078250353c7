//! The page `Overview`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    view! { <PageHead title="Overview" summary="What the gateway is doing."/> }
}
