//! The filter above the list.

use crate::prelude::*;
use leptos::ev::SubmitEvent;

use super::query::{Column, DESCENDING, FILTER, ListQuery, ORDER, SORT};
use crate::components::SearchField;

/// Narrows the list while somebody types, and keeps the address in step. Without JavaScript it is
/// a form.
#[component]
pub fn Filter(
    /// What the address asks for.
    asked: Memo<ListQuery>,
    /// The text in the field.
    filter: RwSignal<String>,
    /// What is shown.
    query: Signal<ListQuery>,
) -> impl IntoView {
    let asked_text = Memo::new(move |_| asked.with(|asked| asked.filter.clone()));
    let href = Callback::new(move |filter| {
        ListQuery {
            filter,
            ..asked.get_untracked()
        }
        .href()
    });
    let sort = move || query.with(|query| query.sort.key());
    let sorted = move || query.with(|query| query.sort != Column::default());
    let descending = move || query.with(|query| query.descending);
    view! {
        <form
            class="filter"
            role="search"
            method="get"
            action="/plugins"
            on:submit=move |event: SubmitEvent| event.prevent_default()
        >
            <SearchField
                name=FILTER
                label="Filter plugins"
                placeholder="Filter by name or description"
                asked=asked_text
                text=filter
                href
            />
            {move || sorted().then(|| view! { <input type="hidden" name=SORT value=sort/> })}
            {move || descending().then(|| view! { <input type="hidden" name=ORDER value=DESCENDING/> })}
            <button type="submit" class="button small needs-no-script">
                "Filter"
            </button>
        </form>
    }
}
