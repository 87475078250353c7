//! The plugin list.

mod empty;
mod filter;
mod overview;
mod query;
mod row;
mod state;
mod table;

use crate::prelude::*;
use acteon_api_types::{Plugin, PluginList, SessionRole};
use leptos::either::Either;

use crate::components::{Glyph, Icon, Loaded, PageHead, Refused, refusal_for_all};
use crate::data::plugins;
use crate::live::Live;
use empty::NoPlugins;
use overview::Overview;
use table::PluginTable;

/// The plugins as they are now.
type LivePlugins = Live<PluginList>;

/// Every plugin, how it does and what it may use.
#[component]
pub fn PluginsPage() -> impl IntoView {
    view! {
        <PageHead title="Plugins" summary="WebAssembly modules that rules call to decide about actions.">
            <Register/>
        </PageHead>
        <Loaded what="The plugins" fetch=plugins::list children=|live| view! { <Content live/> }/>
    }
}

/// The way to a new plugin.
#[component]
fn Register() -> impl IntoView {
    let label = "Register Plugin";
    match refusal_for_all(SessionRole::Admin, "register plugins") {
        None => view! {
            <a class="button primary" href="/register-plugin">
                <Icon glyph=Glyph::Upload/>
                {label}
            </a>
        }
        .into_any(),
        Some(reason) => view! {
            <button type="button" class="button" disabled aria-describedby="register-refused">
                <Icon glyph=Glyph::Upload/>
                {label}
            </button>
            <div id="register-refused">
                <Refused reason/>
            </div>
        }
        .into_any(),
    }
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
    let none = Memo::new(move |_| list.with(Vec::is_empty));
    move || {
        if none.get() {
            Either::Left(view! { <NoPlugins/> })
        } else {
            Either::Right(view! {
                <Overview list/>
                <PluginTable list live/>
            })
        }
    }
}
