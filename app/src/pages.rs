//! The pages. Their code is in files of its own in the browser bundle, one for each group of pages
//! that a person is likely to visit one after the other, loaded when somebody goes to the first.
//!
//! A file for each page would be smaller, but what several pages use would go to a file for each
//! set of pages that use it: about a hundred requests for one page, where a group needs twenty.

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

use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::ChooseView;

use crate::prelude::*;
pub use not_found::NotFoundPage;
#[cfg(feature = "ssr")]
pub use playground::{EVALUATE, Evaluated, PlaygroundForm};

/// Makes the pages: for each its variant, its group, its module, its component.
macro_rules! pages {
    ($($variant:ident in $group:ident, $module:ident, $component:path;)*) => {
        /// A page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Page {
            $(#[allow(missing_docs)] $variant,)*
        }

        impl Page {
            /// The name of the group: the server finds the files to preload by it.
            #[cfg(feature = "ssr")]
            pub fn group(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($group),)*
                }
            }

            /// Loads the code unless it is there. A failure is not kept: the next call tries again.
            #[cfg(feature = "hydrate")]
            pub async fn load(self) -> Result<(), SplitLoaderError> {
                match self {
                    $(Self::$variant => split::$module::load().await,)*
                }
            }

            /// Draws the page, after loading its code.
            async fn view(self) -> Result<AnyView, SplitLoaderError> {
                match self {
                    $(Self::$variant => split::$module::$module().await,)*
                }
            }
        }

        /// One function for each page. Its name is the page's, because the name in the bundle is made
        /// of it and of the group, and of nothing else that differs from page to page.
        mod split {
            $(pub mod $module {
                use super::super::*;

                #[wasm_split(
                    $group,
                    wasm_split_path = ::leptos::wasm_split,
                    preload(#[allow(dead_code)] load),
                    fallible
                )]
                pub fn $module() -> Result<AnyView, SplitLoaderError> {
                    use $component as Component;
                    mark_hydrated();
                    Ok(view! { <Component/> }.into_any())
                }
            })*
        }
    };
}

pages! {
    Overview in manage, overview, overview::OverviewPage;
    Plugins in manage, plugins, plugins::PluginsPage;
    Register in manage, register, register::RegisterPage;
    Plugin in plugin, plugin, plugin::PluginPage;
    Rules in decisions, rules, rules::RulesPage;
    Playground in playground, playground, playground::PlaygroundPage;
    Audit in decisions, audit, audit::AuditPage;
    Settings in manage, settings, settings::SettingsPage;
    SignIn in sign_in, sign_in, sign_in::SignInPage;
}

impl Page {
    /// The page at a path of the site; none when there is no such page.
    pub fn at(path: &str) -> Option<Self> {
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        match (segments.next(), segments.next(), segments.next()) {
            (None, ..) => Some(Self::Overview),
            (Some("plugins"), Some(_), None) => Some(Self::Plugin),
            (Some(first), None, _) => match first {
                "plugins" => Some(Self::Plugins),
                "register-plugin" => Some(Self::Register),
                "rules" => Some(Self::Rules),
                "playground" => Some(Self::Playground),
                "audit" => Some(Self::Audit),
                "settings" => Some(Self::Settings),
                "sign-in" => Some(Self::SignIn),
                _ => None,
            },
            _ => None,
        }
    }
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        match self.view().await {
            Ok(view) => view,
            Err(_) => leave().await,
        }
    }

    async fn preload(&self) {
        // `choose` reports the failure.
        #[cfg(feature = "hydrate")]
        let _ = self.load().await;
    }
}

/// Loads the code of the page at the browser's address: [`App`](crate::App) can only take over a
/// page whose code is there. Answers whether it is; the console says why not.
#[cfg(feature = "hydrate")]
pub async fn load() -> bool {
    let path = location().pathname().unwrap_or_default();
    match Page::at(&path) {
        Some(page) => page.load().await.is_ok(),
        // `App` says that there is no such page.
        None => true,
    }
}

/// Goes to the page as a link does without scripts. Its code cannot be loaded, most likely because
/// the server is a newer one: its pages name the files it has.
async fn leave() -> AnyView {
    #[cfg(feature = "hydrate")]
    {
        let address = leptos_router::hooks::use_url().with_untracked(crate::address::of);
        // Fails only for an address that is not valid.
        let _ = location().assign(&address);
    }
    // The old page stays until then.
    std::future::pending().await
}

/// Marks the document's `body` as soon as the page answers to the keyboard and the mouse.
fn mark_hydrated() {
    Effect::new(|_| {
        if let Some(body) = document().body() {
            // Fails only for an attribute name that is not valid.
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_has_its_page() {
        for (path, page) in [
            ("/", Some(Page::Overview)),
            ("/plugins", Some(Page::Plugins)),
            ("/plugins/", Some(Page::Plugins)),
            ("/plugins/spam-filter", Some(Page::Plugin)),
            ("/plugins/spam-filter/more", None),
            ("/register-plugin", Some(Page::Register)),
            ("/rules", Some(Page::Rules)),
            ("/rules/more", None),
            ("/nowhere", None),
        ] {
            assert_eq!(Page::at(path), page, "{path}");
        }
    }
}
