//! The links to the pages.

use leptos_router::hooks::use_location;

use crate::components::{Glyph, Icon};
use crate::prelude::*;

/// Address, name and sign of each page that stands in the navigation.
const PAGES: [(&str, &str, Glyph); 6] = [
    ("/", "Overview", Glyph::Overview),
    ("/plugins", "Plugins", Glyph::Plugins),
    ("/rules", "Rules", Glyph::Rules),
    ("/playground", "Playground", Glyph::Playground),
    ("/audit", "Audit", Glyph::Audit),
    ("/settings", "Settings", Glyph::Settings),
];
/// Pages that belong to another one.
const WITHIN: [(&str, &str); 2] = [("/register-plugin", "/plugins"), ("/plugins/", "/plugins")];

/// The links to the pages, the present one marked.
#[component]
pub(super) fn Navigation() -> impl IntoView {
    let path = use_location().pathname;
    let links = PAGES.map(|(href, name, glyph)| {
        let current = move || path.with(|path| current(href, path));
        view! {
            <a href=href aria-current=current>
                <Icon glyph/>
                <span>{name}</span>
            </a>
        }
    });
    view! { <nav aria-label="Main">{links.into_iter().collect_view()}</nav> }.into_any()
}

/// How a link is marked: as this page, or as the one that this page belongs to.
fn current(href: &str, path: &str) -> Option<&'static str> {
    let belongs = || {
        let mut within = WITHIN.iter();
        within.any(|(start, page)| *page == href && path.starts_with(start))
    };
    if path == href {
        Some("page")
    } else {
        belongs().then_some("true")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_marked_and_so_is_the_one_it_belongs_to() {
        for (path, marked) in [
            ("/", Some(("/", "page"))),
            ("/plugins", Some(("/plugins", "page"))),
            ("/plugins/fraud-scorer", Some(("/plugins", "true"))),
            ("/register-plugin", Some(("/plugins", "true"))),
            ("/rules", Some(("/rules", "page"))),
            ("/rules-of-old", None),
            ("/nothing-here", None),
        ] {
            let found: Vec<_> = PAGES
                .iter()
                .filter_map(|(href, ..)| Some((*href, current(href, path)?)))
                .collect();
            assert_eq!(found, marked.into_iter().collect::<Vec<_>>(), "{path}");
        }
    }
}
