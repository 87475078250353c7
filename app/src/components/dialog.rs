//! A window over the page.

use crate::prelude::*;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::wasm_bindgen::JsCast;

use super::{Glyph, Icon};

/// A window over the page that asks or shows something. The browser keeps the focus inside, gives it
/// back to where it was, and closes the window with Escape.
///
/// Without scripts nothing opens a window; one that is open from the start (because the address
/// asks for it) is shown in its place on the page.
#[component]
pub fn Dialog(
    /// Names the window; unique on the page.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open; set to false when a person closes it.
    open: RwSignal<bool>,
    /// What it holds, drawn anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = element.get() else {
            return;
        };
        if wanted {
            // Open from the start means open without being above the page.
            dialog.close();
            // Fails only for a dialog that is not in the document.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    // `close` above also makes the browser say so, a moment later.
    let closed = move |_| {
        if element.get_untracked().is_some_and(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    let clicked = move |event: MouseEvent| {
        let outside = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok())
            .is_some();
        if outside {
            open.set(false);
        }
    };
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    let initially = open.get_untracked();
    view! {
        <dialog
            node_ref=element
            id=id
            class="dialog"
            aria-labelledby=labelled_by
            open=initially
            on:close=closed
            on:click=clicked
        >
            <div class="dialog-content">
                <div class="dialog-head">
                    <h2 id=heading>{title}</h2>
                    <button
                        type="button"
                        class="button ghost icon-only needs-script"
                        aria-label="Close"
                        on:click=move |_| open.set(false)
                    >
                        <Icon glyph=Glyph::Close/>
                    </button>
                </div>
                {move || open.get().then(|| children())}
            </div>
        </dialog>
    }
    .into_any()
}
