//! The page `Audit`.

use leptos::prelude::*;

use crate::components::PageHead;

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    view! { <PageHead title="Audit" summary="What was decided, and who changed what."/> }
}
