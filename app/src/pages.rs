//! The pages. Each is a file of its own in the browser bundle, loaded when somebody goes there.

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

/// Makes the pages: for each its variant, the name of its file of code, its component.
macro_rules! pages {
    ($($variant:ident, $module:ident, $component:path;)*) => {
        /// A page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Page {
            $(#[allow(missing_docs)] $variant,)*
        }

        impl Page {
            /// The name of the file of code: the server finds the files to preload by it.
            #[cfg(feature = "ssr")]
            pub fn module(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($module),)*
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
                    $(Self::$variant => split::$module::view().await,)*
                }
            }
        }

        /// One function for each file of code.
        mod split {
            $(pub mod $module {
                use super::super::*;

                #[wasm_split(
                    $module,
                    wasm_split_path = ::leptos::wasm_split,
                    preload(#[allow(dead_code)] load),
                    fallible
                )]
                pub fn view() -> Result<AnyView, SplitLoaderError> {
                    use $component as Component;
                    mark_hydrated();
                    Ok(view! { <Component/> }.into_any())
                }
            })*
        }
    };
}

pages! {
    Overview, overview, overview::OverviewPage;
    Plugins, plugins, plugins::PluginsPage;
    Register, register, register::RegisterPage;
    Plugin, plugin, plugin::PluginPage;
    Rules, rules, rules::RulesPage;
    Playground, playground, playground::PlaygroundPage;
    Audit, audit, audit::AuditPage;
    Settings, settings, settings::SettingsPage;
    SignIn, sign_in, sign_in::SignInPage;
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
