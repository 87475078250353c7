//! The browser's entry into the UI.

// The types of views nest deeply.
#![recursion_limit = "256"]

use leptos::mount::hydrate_lazy;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered, and marks its `body` as soon as it answers to the
/// keyboard and the mouse.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_lazy(|| {
        Effect::new(|_| {
            if let Some(body) = document().body() {
                // Fails only for an attribute name that is not valid.
                let _ = body.set_attribute("data-hydrated", "");
            }
        });
        acteon_app::App()
    });
}
