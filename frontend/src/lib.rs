//! The browser's entry into the UI.

// The types of views nest deeply.
#![recursion_limit = "256"]

use leptos::mount::hydrate_body;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered. A page whose code cannot be loaded stays as it is,
/// and works as it does without scripts.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    if acteon_app::load().await {
        hydrate_body(acteon_app::App);
    }
}
