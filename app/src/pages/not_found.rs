//! The page for every address that there is not.

use leptos::prelude::*;

use crate::components::{Glyph, Notice, PageHead};
use crate::data::page;

/// Says that there is no such page, and where to go on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    page::set_status(404);
    super::mark_hydrated();
    view! {
        <PageHead title="Not found" summary="There is nothing at this address."/>
        <section class="panel">
            <Notice glyph=Glyph::NoMatch title="No such page">
                <p>"The address may be mistyped, or what it showed may have been deleted."</p>
                <div class="notice-actions">
                    <a class="button" href="/">
                        "Go to the overview"
                    </a>
                    <a class="button" href="/plugins">
                        "Go to the plugins"
                    </a>
                </div>
            </Notice>
        </section>
    }
}
