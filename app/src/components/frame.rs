//! What surrounds every page.

mod account;
mod head;
mod navigation;

use crate::prelude::*;

use super::theme_switch::{ChosenTheme, ThemeSwitch};
use super::toast::{DoneBanner, ToastRegion};
use super::{Glyph, Icon, Toasts};
use crate::data::page;
use account::Account;
use head::Shown;
use navigation::Navigation;

pub use account::SignOut;
pub use head::PageHead;

/// The frame around every page: navigation, who is signed in, theme, the page itself. Provides
/// [`PageInfo`](page::PageInfo).
#[component]
pub fn Frame<C: IntoView + 'static>(
    /// The page.
    children: TypedChildren<C>,
) -> impl IntoView {
    let info = SharedValue::new(page::info).into_inner();
    provide_context(info.clone());
    ChosenTheme::provide(info.theme);
    Shown::provide();
    let toasts = Toasts::provide();
    // Where one signs in, there is nothing yet that a link could lead to.
    let bare = info.session.is_none();
    let inside = info.session.map(|session| {
        view! {
            <Navigation/>
            <Account session/>
        }
    });
    view! {
        <a class="skip-link" href="#main" rel="external">
            "Skip to content"
        </a>
        <div class="frame" class:bare=bare>
            <header class="side">
                <div class="side-content">
                    <a class="brand" href="/">
                        <Icon glyph=Glyph::Acteon/>
                        "Acteon"
                    </a>
                    {inside}
                    <div class="side-foot">
                        <ThemeSwitch/>
                        <span class="version">"Version " {info.version}</span>
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
