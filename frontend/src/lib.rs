//! The browser's entry into the UI.

// The types of views nest deeply.
#![recursion_limit = "256"]

use leptos::mount::hydrate_lazy;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_lazy(acteon_app::App);
}
