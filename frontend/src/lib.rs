//! The browser's entry into the UI.

// The types of views nest deeply.
#![recursion_limit = "256"]

use leptos::mount::hydrate_body;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_body(acteon_app::App);
}
