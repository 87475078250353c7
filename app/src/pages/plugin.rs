//! One plugin: all that is known of it, what can be changed, and trying it out.

mod change;
mod delete;
mod edit;
mod facts;
mod figures;
mod head;
mod invocations;
mod missing;
mod replace;
mod revisions;
mod shown;
mod state;
mod test_panel;
mod why;

use crate::prelude::*;
use acteon_api_types::PluginDetail;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::components::Loaded;
use crate::data::plugins;
use crate::live::Live;

use missing::NoPlugin;
use shown::Shown;

/// The plugin that the address names.
#[component]
pub fn PluginPage() -> impl IntoView {
    let params = use_params_map();
    let name = Memo::new(move |_| params.with(|params| params.get("name").unwrap_or_default()));
    // Anew for each plugin.
    move || page(name.get())
}

fn page(name: String) -> AnyView {
    let title = name.clone();
    let heading = name.clone();
    let missing = name.clone();
    view! {
        <Title text=title/>
        <nav class="crumbs" aria-label="Breadcrumb">
            <a href="/plugins">"Plugins"</a>
            <span aria-hidden="true">"/"</span>
        </nav>
        <h1 class="plugin-title">{heading}</h1>
        <Loaded
            what="The plugin"
            fetch=move || plugins::get(name.clone())
            missing=move || view! { <NoPlugin name=missing.clone()/> }
            children=content
        />
    }
    .into_any()
}

fn content(live: Live<PluginDetail>) -> AnyView {
    let Some(shown) = Shown::of(live) else {
        return ().into_any();
    };
    provide_context(shown);
    view! {
        <head::Head/>
        <state::StateBanner/>
        <edit::EditDialog/>
        <replace::ReplaceDialog/>
        <delete::DeleteDialog/>
        <figures::PluginFigures/>
        <facts::Facts/>
        <test_panel::TestPanel/>
        <invocations::Invocations/>
        <revisions::Revisions/>
    }
    .into_any()
}
