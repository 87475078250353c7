//! What surrounds every page.

use crate::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::toast::{DoneBanner, ToastRegion};
use super::{Glyph, Icon, ThemeSwitch, Toasts};
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
    let toasts = Toasts::provide();
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
                        <A href="/" exact=true>
                            <Icon glyph=Glyph::Overview/>
                            "Overview"
                        </A>
                        <A href="/plugins">
                            <Icon glyph=Glyph::Plugins/>
                            "Plugins"
                        </A>
                        <A href="/rules">
                            <Icon glyph=Glyph::Rules/>
                            "Rules"
                        </A>
                        <A href="/playground">
                            <Icon glyph=Glyph::Playground/>
                            "Playground"
                        </A>
                        <A href="/audit">
                            <Icon glyph=Glyph::Audit/>
                            "Audit"
                        </A>
                        <A href="/settings">
                            <Icon glyph=Glyph::Settings/>
                            "Settings"
                        </A>
                    </nav>
                    <div class="side-foot">
                        <ThemeSwitch initial=theme/>
                        <span class="version">"Version " {version}</span>
                    </div>
                </div>
            </header>
            <main id="main" tabindex="-1">
                <DoneBanner/>
                {children.into_inner()().into_any()}
            </main>
        </div>
        <ToastRegion toasts/>
    }
    .into_any()
}

/// A page's title, what it is about, and what can be done with the page as a whole.
#[component]
pub fn PageHead(
    /// The title, also the document's.
    #[prop(into)]
    title: String,
    /// What the page is about.
    #[prop(into)]
    summary: String,
    /// What can be done with the page as a whole: buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <div class="page-head">
            <div>
                <h1>{title}</h1>
                <p class="page-summary">{summary}</p>
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
