//! The list itself.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::Plugin;

use super::LivePlugins;
use super::empty::NoMatch;
use super::filter::Filter;
use super::query::{Column, ListQuery};
use super::row::PluginRow;
use crate::components::{Ago, Glyph, Icon};
use crate::format;
use crate::live::following;

/// The plugins that the address asks for, with the controls that change it.
#[component]
pub fn PluginTable(list: Memo<Vec<Plugin>>, live: LivePlugins) -> impl IntoView {
    let address = use_query();
    let asked = Memo::new(move |_| address.with(ListQuery::from_params));
    // Ahead of the address while somebody types.
    let filter = RwSignal::new(asked.get_untracked().filter);
    let query = Signal::derive(move || ListQuery {
        filter: filter.get(),
        ..asked.get()
    });
    let shown = Memo::new(move |_| list.with(|list| query.get().apply(list)));
    let none_shown = Memo::new(move |_| shown.with(Vec::is_empty));
    let proportion = move || {
        let (shown, all) = (shown.with(Vec::len) as u64, list.with(Vec::len) as u64);
        (shown < all).then(|| format!("{} of {}", format::count(shown), format::count(all)))
    };
    let read_at = move || {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.at))
    };
    view! {
        <section class="panel plugins" aria-label="All plugins">
            <div class="toolbar">
                <Filter asked filter query/>
                <p class="shown" role="status">
                    {proportion}
                </p>
                <p class="freshness" class:stale=move || live.error().with(Option::is_some)>
                    <span>
                        "Updated "
                        {move || read_at().map(|instant| view! { <Ago instant now=live.now()/> })}
                    </span>
                </p>
            </div>
            <table role="table" aria-label="Plugins">
                <thead role="rowgroup">
                    <tr role="row">
                        {Column::ALL.map(|column| view! { <ColumnHead column query/> })}
                        <th role="columnheader" scope="col" class="cell-test">
                            <span class="visually-hidden">"Test"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For
                        each=move || shown.get()
                        key=|plugin| plugin.name.clone()
                        children=move |plugin| {
                            let plugin = following(shown, plugin, |one, other| one.name == other.name);
                            view! { <PluginRow plugin now=live.now()/> }
                        }
                    />
                </tbody>
            </table>
            {move || none_shown.get().then(|| view! { <NoMatch query/> })}
        </section>
    }
}

/// The head of a column: a link to the list sorted by it.
#[component]
fn ColumnHead(column: Column, query: Signal<ListQuery>) -> impl IntoView {
    let direction = move || query.with(|query| (query.sort == column).then_some(query.descending));
    let aria_sort = move || {
        direction().map(|descending| {
            if descending {
                "descending"
            } else {
                "ascending"
            }
        })
    };
    let href = move || query.with(|query| query.sorted_by(column).href());
    let arrow = move || {
        direction().map(|descending| {
            view! { <Icon glyph=if descending { Glyph::Down } else { Glyph::Up }/> }
        })
    };
    view! {
        <th
            role="columnheader"
            scope="col"
            class=format!("cell-{}", column.key())
            aria-sort=aria_sort
        >
            <a href=href data-noscroll="true">
                {column.label()}
                {arrow}
            </a>
        </th>
    }
}
