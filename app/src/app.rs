//! The routes.

use crate::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, SsrMode, path};

use crate::components::Frame;
use crate::pages::{
    AuditRoute, NotFoundPage, OverviewRoute, PlaygroundRoute, PluginRoute, PluginsRoute,
    RegisterRoute, RulesRoute, SettingsRoute, SignInRoute,
};

/// The UI. Every route waits for its data on the server, so that a page is complete without
/// JavaScript.
#[component]
pub fn App() -> AnyView {
    provide_meta_context();
    view! {
        <Title formatter=|page| format!("{page} · Acteon")/>
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/") view={Lazy::<OverviewRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/plugins") view={Lazy::<PluginsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/register-plugin") view={Lazy::<RegisterRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/plugins/:name") view={Lazy::<PluginRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/rules") view={Lazy::<RulesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/playground") view={Lazy::<PlaygroundRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/audit") view={Lazy::<AuditRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view={Lazy::<SettingsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view={Lazy::<SignInRoute>::new()} ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
    .into_any()
}
