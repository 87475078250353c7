//! The routes.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::components::Frame;
use crate::pages::{NotFoundPage, PluginsPage};

/// The UI. Every route waits for its data on the server, so that a page is complete without
/// JavaScript.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|page| format!("{page} · Acteon")/>
        <Router>
            <Frame>
                <Routes fallback=NotFoundPage>
                    <Route
                        path=path!("/")
                        view=|| view! { <Redirect path="/plugins"/> }
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/plugins") view=PluginsPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
