//! Short messages about what was just done.

use std::time::Duration;

use crate::prelude::*;
use crate::query::use_query;
use leptos::leptos_dom::helpers::set_timeout;

use super::{Glyph, Icon};
use crate::data::forms::Done;

const SHOWN_FOR: Duration = Duration::from_secs(6);

#[derive(Clone, PartialEq)]
struct Toast {
    id: u64,
    text: String,
    wrong: bool,
}

/// The messages on the screen.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toasts {
    /// Called once, by the frame.
    pub(super) fn provide() -> Self {
        let toasts = Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// Those of this page.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says that something was done.
    pub fn done(self, text: impl Into<String>) {
        self.show(text.into(), false);
    }

    /// Says that something failed. The place where it failed says so too.
    pub fn failed(self, text: impl Into<String>) {
        self.show(text.into(), true);
    }

    fn show(self, text: String, wrong: bool) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list
            .update(|list| list.push(Toast { id, text, wrong }));
        // An error stays until it is put away.
        if !wrong {
            set_timeout(move || self.remove(id), SHOWN_FOR);
        }
    }

    fn remove(self, id: u64) {
        self.list
            .try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Where the messages appear, the same on every page, so that screen readers hear them.
#[component]
pub(super) fn ToastRegion(toasts: Toasts) -> impl IntoView {
    let each = move || toasts.list.get();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For
                each
                key=|toast| toast.id
                children=move |toast| {
                    let glyph = if toast.wrong { Glyph::Alert } else { Glyph::Check };
                    view! {
                        <div class="toast" class:wrong=toast.wrong>
                            <Icon glyph/>
                            <p>{toast.text}</p>
                            <button
                                type="button"
                                class="button ghost icon-only"
                                aria-label="Dismiss"
                                on:click=move |_| toasts.remove(toast.id)
                            >
                                <Icon glyph=Glyph::Close/>
                            </button>
                        </div>
                    }
                }
            />
        </div>
    }
    .into_any()
}

/// What a form that was sent without scripts has done; the address says it.
#[component]
pub(super) fn DoneBanner() -> impl IntoView {
    let query = use_query();
    let done = move || query.with(|query| query.get_str("done").and_then(Done::parse));
    move || {
        done().map(|done| {
            view! {
                <div class="banner done" role="status">
                    <Icon glyph=Glyph::Check/>
                    <p>{done.text()}</p>
                </div>
            }
        })
    }
}
