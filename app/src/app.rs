//! The routes.

#[cfg(feature = "hydrate")]
use leptos::leptos_dom::helpers::window_event_listener_untyped;
#[cfg(feature = "hydrate")]
use leptos::task::spawn_local;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::JsCast as _;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::components::Frame;
use crate::live::Leaving;
use crate::pages::{NotFoundPage, Page};
use crate::prelude::*;

/// The UI. Every route waits for its data on the server, so that a page is complete without
/// JavaScript.
#[component]
pub fn App() -> AnyView {
    provide_meta_context();
    let (routing, set_routing) = signal(false);
    provide_context(Leaving(routing));
    load_ahead();
    view! {
        <Title formatter=|page| format!("{page} · Acteon")/>
        // While a page is on its way the one before stays.
        <Router set_is_routing=set_routing>
            <div
                class="routing"
                role="progressbar"
                aria-label="Loading the page"
                hidden=move || !routing.get()
            ></div>
            <Frame>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/") view=Page::Overview ssr=SsrMode::Async/>
                    <Route path=path!("/plugins") view=Page::Plugins ssr=SsrMode::Async/>
                    <Route path=path!("/register-plugin") view=Page::Register ssr=SsrMode::Async/>
                    <Route path=path!("/plugins/:name") view=Page::Plugin ssr=SsrMode::Async/>
                    <Route path=path!("/rules") view=Page::Rules ssr=SsrMode::Async/>
                    <Route path=path!("/playground") view=Page::Playground ssr=SsrMode::Async/>
                    <Route path=path!("/audit") view=Page::Audit ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view=Page::Settings ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=Page::SignIn ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
    .into_any()
}

/// Loads the code of a page when somebody is about to follow a link to it.
fn load_ahead() {
    #[cfg(feature = "hydrate")]
    Effect::new(|_| {
        for event in ["pointerover", "focusin"] {
            let listener = window_event_listener_untyped(event, |event| {
                if let Some(page) = linked_page(&event) {
                    // What fails here is tried again when the link is followed.
                    spawn_local(async move {
                        let _ = page.load().await;
                    });
                }
            });
            on_cleanup(move || listener.remove());
        }
    });
}

/// The page of this site that the link under an event leads to.
#[cfg(feature = "hydrate")]
fn linked_page(event: &web_sys::Event) -> Option<Page> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link: web_sys::HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    (link.origin() == location().origin().ok()?)
        .then(|| Page::at(&link.pathname()))
        .flatten()
}
