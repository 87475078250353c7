//! What surrounds every page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{Glyph, Icon, ThemeSwitch};
use crate::data::page::{self, PageInfo};

/// The frame around every page: navigation, theme, the page itself. Provides [`PageInfo`].
#[component]
pub fn Frame<C: IntoView + 'static>(
    /// The page.
    children: TypedChildren<C>,
) -> impl IntoView {
    let info = SharedValue::new(page::info).into_inner();
    provide_context(info.clone());
    let PageInfo { theme, version, .. } = info;
    view! {
        <a class="skip-link" href="#main">
            "Skip to content"
        </a>
        <div class="frame">
            <header class="side">
                <div class="side-content">
                    <a class="brand" href="/">
                        <Icon glyph=Glyph::Acteon/>
                        "Acteon"
                    </a>
                    <nav aria-label="Main">
                        <A href="/plugins">
                            <Icon glyph=Glyph::Plugins/>
                            "Plugins"
                        </A>
                    </nav>
                    <div class="side-foot">
                        <ThemeSwitch initial=theme/>
                        <span class="version">"Version " {version}</span>
                    </div>
                </div>
            </header>
            <main id="main" tabindex="-1">
                {children.into_inner()()}
            </main>
        </div>
    }
}

/// A page's title, what it is about, and what can be done with the page as a whole.
#[component]
pub fn PageHead(
    /// The title, also the document's.
    title: &'static str,
    /// What the page is about.
    summary: &'static str,
) -> impl IntoView {
    view! {
        <Title text=title/>
        <div class="page-head">
            <h1>{title}</h1>
            <p class="page-summary">{summary}</p>
        </div>
    }
}
