//! What stands in place of, or above, data that is not there or not current.

use crate::prelude::*;
use leptos::either::Either;
use leptos::ev::MouseEvent;
use leptos_router::hooks::use_url;

use super::{Ago, Glyph, Icon, Notice};
use crate::ApiError;
use crate::address;
use crate::data::FetchResult;
use crate::data::page;
use crate::live::Live;

const NOT_FOUND: u16 = 404;

/// Shows what a page reads: a skeleton until it is there, the error in its place when it cannot be
/// had, and above it when it can no longer be had. The data refreshes itself while the page is
/// visible.
///
/// `children` draws the data and is called once, as soon as there is some.
#[component]
pub fn Loaded<T, F, R, C, V>(
    /// What is read, as the beginning of a sentence: `The plugins`.
    what: &'static str,
    /// Reads it: on the server, and again and again in the browser.
    fetch: F,
    /// Whether it is read once and does not refresh itself.
    #[prop(optional)]
    once: bool,
    /// Said when there is no such thing, in place of the error.
    #[prop(optional, into)]
    missing: Option<ViewFn>,
    /// Draws it.
    children: C,
) -> impl IntoView
where
    T: Clone + serde::Serialize + serde::de::DeserializeOwned + Send + Sync + 'static,
    F: Fn() -> R + Clone + Send + Sync + 'static,
    R: Future<Output = FetchResult<T>> + Send + 'static,
    C: Fn(Live<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let first = Resource::new(|| (), {
        let fetch = fetch.clone();
        move |()| fetch()
    });
    view! {
        <Suspense fallback=move || view! { <Skeleton what/> }>
            {move || {
                let (fetch, children) = (fetch.clone(), children.clone());
                let missing = missing.clone();
                Suspend::new(async move {
                    let initial = first.await;
                    if let Err(error) = &initial {
                        page::set_status(error.status());
                    }
                    let live = Live::start(initial, fetch, !once);
                    // Of its own, so that a refresh changes values and does not draw anew.
                    let there = Memo::new(move |_| live.latest().with(Option::is_some));
                    move || {
                        if there.get() {
                            let content = children(live).into_any();
                            Either::Left(view! {
                                <Outdated live/>
                                {content}
                            })
                        } else {
                            Either::Right(match &missing {
                                Some(missing) if is_missing(live.error()) => missing.run(),
                                _ => view! { <Unavailable what live/> }.into_any(),
                            })
                        }
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// The data is on its way.
#[component]
fn Skeleton(what: &'static str) -> impl IntoView {
    let label = format!("{what}: loading");
    view! {
        <section class="panel skeleton" aria-busy="true" aria-label=label>
            {[(); 6].map(|()| view! { <div class="skeleton-row"></div> })}
        </section>
    }
}

/// Whether the answer was that there is no such thing.
fn is_missing(error: RwSignal<Option<ApiError>>) -> bool {
    error.with_untracked(|error| {
        error
            .as_ref()
            .is_some_and(|error| error.status() == NOT_FOUND)
    })
}

/// There has been no answer yet.
#[component]
fn Unavailable<T: Send + Sync + 'static>(what: &'static str, live: Live<T>) -> impl IntoView {
    let reason = move || live.error().get().map(|error| error.to_string());
    view! {
        <section class="panel" role="alert">
            <Notice glyph=Glyph::Alert title=format!("{what} could not be read") wrong=true>
                <p class="reason">{reason}</p>
                <Retry live/>
            </Notice>
        </section>
    }
}

/// The last refresh failed, what is shown is older.
#[component]
fn Outdated<T: Send + Sync + 'static>(live: Live<T>) -> impl IntoView {
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
fn Retry<T: Send + Sync + 'static>(live: Live<T>) -> impl IntoView {
    let url = use_url();
    // Gone with the page when another address comes, before what it draws is.
    let again = move || url.try_with(address::of).unwrap_or_default();
    let retry = move |event: MouseEvent| {
        event.prevent_default();
        live.refresh();
    };
    view! {
        <a class="button small" class:busy=live.refreshing() href=again on:click=retry>
            <Icon glyph=Glyph::Repeat/>
            "Try again"
        </a>
    }
}
