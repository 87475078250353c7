//! The pages, each a route that is loaded when somebody goes there.

mod audit;
mod not_found;
mod overview;
mod playground;
mod plugin;
mod plugins;
mod register;
mod rules;
mod settings;
mod sign_in;

use crate::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub use not_found::NotFoundPage;

/// Marks the document's `body` as soon as the page answers to the keyboard and the mouse.
fn mark_hydrated() {
    Effect::new(|_| {
        if let Some(body) = document().body() {
            // Fails only for an attribute name that is not valid.
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
}

/// Makes a page a route of its own in the browser bundle.
macro_rules! lazy_page {
    ($(#[$doc:meta])* $route:ident, $page:path) => {
        $(#[$doc])*
        pub struct $route;

        #[lazy_route]
        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            fn view(_route: Self) -> AnyView {
                use $page as Page;
                mark_hydrated();
                view! { <Page/> }.into_any()
            }
        }
    };
}

lazy_page!(
    /// `/`
    OverviewRoute,
    overview::OverviewPage
);
lazy_page!(
    /// `/plugins`
    PluginsRoute,
    plugins::PluginsPage
);
lazy_page!(
    /// `/register-plugin`
    RegisterRoute,
    register::RegisterPage
);
lazy_page!(
    /// `/plugins/{name}`
    PluginRoute,
    plugin::PluginPage
);
lazy_page!(
    /// `/rules`
    RulesRoute,
    rules::RulesPage
);
lazy_page!(
    /// `/playground`
    PlaygroundRoute,
    playground::PlaygroundPage
);
lazy_page!(
    /// `/audit`
    AuditRoute,
    audit::AuditPage
);
lazy_page!(
    /// `/settings`
    SettingsRoute,
    settings::SettingsPage
);
lazy_page!(
    /// `/sign-in`
    SignInRoute,
    sign_in::SignInPage
);
