//! The page `Register plugin`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn RegisterPage() -> impl IntoView {
    view! { <PageHead title="Register plugin" summary="Upload a WebAssembly module."/> }
}
