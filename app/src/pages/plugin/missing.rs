//! There is no such plugin.

use crate::prelude::*;

use crate::components::{Glyph, Notice};

/// Says that there is no plugin of this name, and where to go on.
#[component]
pub fn NoPlugin(name: String) -> impl IntoView {
    view! {
        <section class="panel">
            <Notice glyph=Glyph::NoMatch title="No such plugin">
                <p>
                    "No plugin is registered as " <code>{name}</code>
                    ". It may have been deleted, or the name is mistyped."
                </p>
                <a class="button" href="/plugins">
                    "See all plugins"
                </a>
            </Notice>
        </section>
    }
    .into_any()
}
