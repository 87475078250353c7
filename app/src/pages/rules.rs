//! The page `Rules`.

mod action;
mod coverage;
mod empty;
mod filter;
mod list;
mod places;
mod query;
mod read;
mod reload;
mod row;
mod switch;
mod trouble;

use crate::prelude::*;
use crate::query::use_query;

use crate::components::{Loaded, PageHead, Tabs};
use crate::data::page::PageInfo;
use coverage::Coverage;
use list::RuleList;
use query::{COVERAGE, PATH, TAB};
use read::LoadedRules;
use reload::{Reload, ReloadButton, ReloadReport};

/// The rules in the order of evaluation, how often each matched, and what the files' last reload said.
#[component]
pub fn RulesPage() -> impl IntoView {
    let address = use_query();
    let coverage = Memo::new(move |_| address.with(|map| map.get_str(TAB) == Some(COVERAGE)));
    let reload = Reload::new();
    let tabs = Signal::derive(move || {
        let coverage = coverage.get();
        vec![
            ("Rules", PATH.to_owned(), !coverage),
            ("Coverage", format!("{PATH}?{TAB}={COVERAGE}"), coverage),
        ]
    });
    let wasm = use_context::<PageInfo>().is_none_or(|info| info.plugin_settings.enabled);
    let content = move || {
        if coverage.get() {
            return view! { <Coverage/> }.into_any();
        }
        view! {
            <Loaded
                what="The rules"
                fetch=move || LoadedRules::read(wasm)
                children=move |live| view! { <RuleList live reload wasm/> }
            />
        }
        .into_any()
    };
    view! {
        <PageHead
            title="Rules"
            summary="What decides about actions: the first rule that matches, from the lowest priority number on."
        >
            <ReloadButton reload/>
        </PageHead>
        <ReloadReport reload/>
        <Tabs label="Views of the rules" items=tabs/>
        {content}
    }
}
