//! Copying to the clipboard.

use crate::prelude::*;
use leptos::wasm_bindgen::JsValue;
use web_sys::js_sys::Reflect;

/// Copies a text. False when the browser does not let it: without permission, or on a page that did
/// not come over a secure connection.
pub async fn copy(text: String) -> bool {
    let navigator = window().navigator();
    let there = Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    if !there {
        return false;
    }
    let written = navigator.clipboard().write_text(&text);
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}
