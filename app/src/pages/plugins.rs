//! The plugin list.

mod empty;
mod filter;
mod overview;
mod query;
mod row;
mod state;
mod table;
mod unavailable;

use acteon_api_types::{Plugin, PluginList};
use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::components::PageHead;
use crate::data::{page, plugins};
use crate::live::Live;
use empty::NoPlugins;
use overview::Overview;
use table::PluginTable;
use unavailable::{Loading, Outdated, Unavailable};

/// The plugins as they are now.
type LivePlugins = Live<PluginList>;

/// Every plugin, how it does and what it may use.
#[component]
pub fn PluginsPage() -> impl IntoView {
    let first = Resource::new(|| (), |()| plugins::list());
    view! {
        <PageHead title="Plugins" summary="WebAssembly modules that rules call to decide about actions."/>
        <Suspense fallback=Loading>
            {move || Suspend::new(async move {
                let initial = first.await;
                if let Err(error) = &initial {
                    page::set_status(error.status());
                }
                view! { <Content live=Live::start(initial, plugins::list)/> }
            })}
        </Suspense>
    }
}

/// What there is to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Unknown,
    None,
    Some,
}

#[component]
fn Content(live: LivePlugins) -> impl IntoView {
    let list = Memo::new(move |_| -> Vec<Plugin> {
        live.latest().with(|latest| {
            latest
                .as_ref()
                .map(|fetched| fetched.value.plugins.clone())
                .unwrap_or_default()
        })
    });
    // Of its own, so that a refresh changes rows and does not draw the page anew.
    let extent = Memo::new(move |_| {
        live.latest().with(|latest| match latest {
            None => Extent::Unknown,
            Some(fetched) if fetched.value.plugins.is_empty() => Extent::None,
            Some(_) => Extent::Some,
        })
    });
    move || match extent.get() {
        Extent::Unknown => EitherOf3::A(view! { <Unavailable live/> }),
        Extent::None => EitherOf3::B(view! {
            <Outdated live/>
            <NoPlugins/>
        }),
        Extent::Some => EitherOf3::C(view! {
            <Outdated live/>
            <Overview list/>
            <PluginTable list live/>
        }),
    }
}
