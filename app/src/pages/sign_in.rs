//! The page `Sign in`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! { <PageHead title="Sign in" summary="A key is needed."/> }
}
