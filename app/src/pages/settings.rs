//! The page `Settings`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <PageHead title="Settings" summary="The server."/> }
}
