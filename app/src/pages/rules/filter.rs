//! The filter above the list.

use crate::prelude::*;
use leptos::ev::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::query::{PATH, PLUGIN, RulesQuery, STATE, States, TEXT};
use crate::components::SearchField;
use crate::format;

/// Narrows the list by text and plugin while somebody types or chooses. Without JavaScript it is a
/// form.
#[component]
pub fn Filter(
    /// What the address asks for.
    asked: Memo<RulesQuery>,
    /// The text in the field.
    text: RwSignal<String>,
    /// Plugins that rules call.
    plugins: Memo<Vec<String>>,
) -> impl IntoView {
    let asked_text = Memo::new(move |_| asked.with(|asked| asked.text.clone()));
    let href = Callback::new(move |text| {
        RulesQuery {
            text,
            ..asked.get_untracked()
        }
        .href()
    });
    let navigate = use_navigate();
    let choose = move |plugin: String| {
        let wanted = RulesQuery {
            plugin,
            ..asked.get_untracked()
        };
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&wanted.href(), options);
    };
    let options = move || {
        let chosen = asked.with(|asked| asked.plugin.clone());
        let mut names = plugins.get();
        if !chosen.is_empty() && !names.contains(&chosen) {
            names.push(chosen.clone());
        }
        names
            .into_iter()
            .map(|name| {
                let selected = name == chosen;
                view! {
                    <option value=name.clone() selected=selected>
                        {name.clone()}
                    </option>
                }
            })
            .collect_view()
    };
    let any = move || asked.with(|asked| asked.plugin.is_empty());
    let state = move || asked.with(|asked| asked.states.key());
    let narrowed = move || asked.with(|asked| asked.states != States::All);
    view! {
        <form
            class="filter rules-filter"
            role="search"
            method="get"
            action=PATH
            on:submit=move |event: SubmitEvent| event.prevent_default()
        >
            <SearchField
                name=TEXT
                label="Filter rules"
                placeholder="Name, description, condition, plugin"
                asked=asked_text
                text
                href
            />
            <select
                class="input"
                name=PLUGIN
                aria-label="Plugin"
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="" selected=any>
                    "Any plugin"
                </option>
                {options}
            </select>
            {move || narrowed().then(|| view! { <input type="hidden" name=STATE value=state/> })}
            <button type="submit" class="button small needs-no-script">
                "Filter"
            </button>
        </form>
    }
    .into_any()
}

/// The rules by their state, each a link with their number.
#[component]
pub fn StateLinks(
    /// What is shown.
    query: Signal<RulesQuery>,
    /// How many rules of each state text and plugin let through.
    counts: Memo<[usize; 5]>,
) -> impl IntoView {
    let link = move |index: usize, states: States| {
        let current = move || query.with(|query| query.states == states);
        let count = move || counts.with(|counts| counts[index]);
        let href = move || {
            RulesQuery {
                states,
                ..query.get()
            }
            .href()
        };
        // Rare enough that it takes room only when there is one.
        let shown = move || states != States::Troubled || count() > 0 || current();
        move || {
            shown().then(|| {
                view! {
                    <a
                        href=href
                        data-noscroll="true"
                        aria-current=move || current().then_some("true")
                        class:wrong=states == States::Troubled
                    >
                        {states.label()}
                        <span class="count">{move || format::count(count() as u64)}</span>
                    </a>
                }
            })
        }
    };
    let links: Vec<_> = (States::EVERY.into_iter().enumerate())
        .map(|(index, states)| link(index, states).into_any())
        .collect();
    view! { <nav class="states" aria-label="Rules by state">{links}</nav> }.into_any()
}
