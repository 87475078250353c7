//! The document around the pages.

use std::sync::Arc;

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;

use crate::pages::Page;
use crate::server::{AssetNames, PageContext};
use crate::{App, Theme};

/// Fonts that the first paint needs, below the site root.
const FONTS: [&str; 2] = [
    "/fonts/inter-latin.3100e775.woff2",
    "/fonts/jetbrains-mono-latin.18be4527.woff2",
];

/// The whole document. Reads the [`PageContext`] of the request.
pub fn shell() -> impl IntoView {
    let context = PageContext::current();
    let theme = context.as_ref().map_or(Theme::System, |page| page.theme);
    let data_theme = (theme != Theme::System).then(|| theme.as_str());
    let assets = context.map(|page| {
        view! {
            <link rel="stylesheet" href=address(&page.assets.css)/>
            <Hydration assets=page.assets.clone()/>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=data_theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                {FONTS
                    .map(|font| {
                        view! {
                            <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin=""/>
                        }
                    })}
                {assets}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Loads the bundle and hands the page over to it. Leptos's own component of this kind looks for
/// the names of the files beside the binary; these come from the caller.
///
/// All that the page needs is named here, so that the browser fetches it at once: otherwise it would
/// only learn from each file which one comes next.
#[component]
fn Hydration(assets: Arc<AssetNames>) -> impl IntoView {
    let nonce = use_nonce();
    let (js, wasm) = (address(&assets.js), address(&assets.wasm));
    let script = format!(
        "import init, {{ hydrate }} from {js:?};\n\
         init({{ module_or_path: {wasm:?} }}).then(hydrate);"
    );
    let code = std::iter::once(wasm)
        .chain(code_of_page(&assets).iter().map(|file| address(file)))
        .map(|file| {
            view! {
                <link rel="preload" href=file r#as="fetch" r#type="application/wasm" crossorigin=""/>
            }
        })
        .collect_view();
    view! {
        <link rel="modulepreload" href=js nonce=nonce.clone()/>
        <link rel="modulepreload" href=address(&assets.split) nonce=nonce.clone()/>
        {code}
        <script type="module" nonce=nonce>
            {script}
        </script>
    }
}

/// The files with the code of the page that is asked for.
fn code_of_page(assets: &AssetNames) -> &[String] {
    use_context::<RequestUrl>()
        .and_then(|url| Page::at(url.parse().ok()?.path()))
        .and_then(|page| assets.groups.get(page.group()))
        .map_or(&[], Vec::as_slice)
}

/// The address of a file of the site.
fn address(file: &str) -> String {
    format!("/{file}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_preloaded_fonts_exist_and_are_the_ones_the_stylesheet_uses() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let stylesheet = std::fs::read_to_string(root.join("style/fonts.css")).unwrap();
        for font in FONTS {
            assert!(root.join("public").join(&font[1..]).is_file(), "{font}");
            assert!(stylesheet.contains(font), "{font}");
        }
    }
}
