//! What stands in place of, or above, a list that is not current.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::LivePlugins;
use crate::components::{Ago, Glyph, Icon, Notice};

/// The list is on its way.
#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <section class="panel skeleton" aria-busy="true" aria-label="Loading plugins">
            {[(); 6].map(|()| view! { <div class="skeleton-row"></div> })}
        </section>
    }
}

/// There has been no answer yet.
#[component]
pub fn Unavailable(live: LivePlugins) -> impl IntoView {
    let reason = move || live.error().get().map(|error| error.to_string());
    view! {
        <section class="panel" role="alert">
            <Notice glyph=Glyph::Alert title="The plugins could not be read" wrong=true>
                <p class="reason">{reason}</p>
                <Retry live/>
            </Notice>
        </section>
    }
}

/// The last refresh failed, what is shown is older.
#[component]
pub fn Outdated(live: LivePlugins) -> impl IntoView {
    let warning = move || {
        let error = live.error().get()?;
        let at = live
            .latest()
            .with_untracked(|latest| latest.as_ref().map(|fetched| fetched.at))?;
        Some(view! {
            <div class="banner">
                <Icon glyph=Glyph::Alert/>
                <p>
                    <strong>"Not up to date: "</strong> {error.to_string()}
                    ". What you see was read " <Ago instant=at now=live.now()/> "."
                </p>
                <Retry live/>
            </div>
        })
    };
    view! { <div role="status">{warning}</div> }
}

/// Asks again at once; without JavaScript it loads the page again.
#[component]
fn Retry(live: LivePlugins) -> impl IntoView {
    let retry = move |event: MouseEvent| {
        event.prevent_default();
        live.refresh();
    };
    view! {
        <a
            class="button small"
            class:busy=live.refreshing()
            href="/plugins"
            on:click=retry
        >
            <Icon glyph=Glyph::Repeat/>
            "Try again"
        </a>
    }
}
