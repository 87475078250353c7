//! The key that evaluates from anywhere on the page.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::leptos_dom::helpers::window_event_listener;

/// Runs `action` on Ctrl+Enter and Cmd+Enter while the component that called this is there.
pub fn on_ctrl_enter(action: impl Fn() + 'static) {
    let listener = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.repeat() {
            event.prevent_default();
            action();
        }
    });
    on_cleanup(move || listener.remove());
}
