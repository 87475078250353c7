//! The list itself.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::{Rule, SessionRole};
use leptos_router::hooks::use_location;

use super::empty::{NoMatch, no_rules, not_ready, outdated};
use super::filter::{Filter, StateLinks};
use super::query::{RulesQuery, States};
use super::read::LoadedRules;
use super::reload::Reload;
use super::row::RuleRow;
use super::switch;
use super::trouble::troubles;
use crate::components::{Ago, Refused, refusal_for_all};
use crate::format;
use crate::live::{Live, following};

/// How the list as a whole is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Condition {
    NotReady,
    Empty,
    Filled,
}

/// The rules, or why there are none.
#[component]
pub fn RuleList(live: Live<LoadedRules>, reload: Reload, wasm: bool) -> impl IntoView {
    let loaded = move || live.latest().get().map(|fetched| fetched.value);
    Effect::new(move |last: Option<u32>| {
        let done = reload.done().get();
        if last.is_some_and(|last| last != done) {
            live.refresh();
        }
        done
    });
    // Of its own, so that a refresh changes rows and does not draw the page anew.
    let condition = Memo::new(move |_| match loaded().and_then(|loaded| loaded.rules) {
        None => Condition::NotReady,
        Some(rules) if rules.is_empty() => Condition::Empty,
        Some(_) => Condition::Filled,
    });
    let problems = Memo::new(move |_| {
        let hidden = reload.shows_problems() || condition.get() == Condition::NotReady;
        loaded().filter(|loaded| !hidden && !loaded.problems.is_empty())
    });
    let warning = move || problems.with(|problems| problems.as_ref().map(outdated));
    let content = move || match condition.get() {
        Condition::NotReady => loaded().map(|loaded| not_ready(&loaded)),
        Condition::Empty => loaded().map(|loaded| no_rules(&loaded)),
        Condition::Filled => Some(view! { <RuleTable live wasm/> }.into_any()),
    };
    view! {
        {warning}
        {content}
    }
}

/// The rules that the address asks for, with the controls that change it.
#[component]
fn RuleTable(live: Live<LoadedRules>, wasm: bool) -> impl IntoView {
    let address = use_query();
    let asked = Memo::new(move |_| address.with(RulesQuery::from_params));
    // Ahead of the address while somebody types.
    let text = RwSignal::new(asked.get_untracked().text);
    let query = Signal::derive(move || RulesQuery {
        text: text.get(),
        ..asked.get()
    });
    let all = Memo::new(move |_| -> Vec<Rule> {
        live.latest()
            .with(|latest| latest.as_ref()?.value.rules.clone())
            .unwrap_or_default()
    });
    let troubles_of = move |rule: &Rule| {
        live.latest().with(|latest| {
            let plugins = latest
                .as_ref()
                .and_then(|fetched| fetched.value.plugins.as_ref());
            troubles(rule, plugins, wasm)
        })
    };
    let found = Memo::new(move |_| -> Vec<Rule> {
        let query = query.get();
        all.with(|all| {
            all.iter()
                .filter(|rule| query.finds(rule))
                .cloned()
                .collect()
        })
    });
    let has = move |states: States, rule: &Rule| {
        states.has(
            rule,
            states == States::Troubled && !troubles_of(rule).is_empty(),
        )
    };
    let counts = Memo::new(move |_| {
        found.with(|found| {
            States::EVERY.map(|states| found.iter().filter(|rule| has(states, rule)).count())
        })
    });
    let shown = Memo::new(move |_| -> Vec<Rule> {
        let states = asked.with(|asked| asked.states);
        found.with(|found| {
            found
                .iter()
                .filter(|rule| has(states, rule))
                .cloned()
                .collect()
        })
    });
    let none_shown = Memo::new(move |_| shown.with(Vec::is_empty));
    let plugins = Memo::new(move |_| {
        let mut names: Vec<String> =
            all.with(|all| all.iter().flat_map(|rule| rule.plugins.clone()).collect());
        names.sort();
        names.dedup();
        names
    });
    let proportion = move || {
        let (shown, all) = (shown.with(Vec::len) as u64, all.with(Vec::len) as u64);
        (shown < all).then(|| format!("{} of {}", format::count(shown), format::count(all)))
    };
    let set = move || {
        live.latest().with(|latest| {
            let revision = latest.as_ref()?.value.revision?;
            Some(format!("Rule set {}", format::count(revision)))
        })
    };
    let read_at = move || {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.at))
    };
    // Nowhere else to say it: there is no such rule any more.
    let gone = switch::submitted()
        .filter(|(name, _)| all.with_untracked(|all| all.iter().all(|rule| rule.name != *name)))
        .map(|(_, error)| view! { <p class="form-error rules-error">{error}</p> });
    let target = target();
    let refused = refusal_for_all(SessionRole::Operator, "switch or reload rules")
        .map(|reason| view! { <Refused reason/> });
    view! {
        {refused}
        {gone}
        <section class="panel rules" aria-label="Rules in the order of evaluation">
            <div class="toolbar">
                <Filter asked text plugins/>
                <StateLinks query counts/>
                <p class="shown" role="status">
                    {proportion}
                </p>
                <p class="freshness" class:stale=move || live.error().with(Option::is_some)>
                    <span>
                        {set} " · updated "
                        {move || read_at().map(|instant| view! { <Ago instant now=live.now()/> })}
                    </span>
                </p>
            </div>
            <div class="table-frame">
                <table class="table rules-table" role="table" aria-label="Rules">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col" class="rule-priority">
                                "Priority"
                            </th>
                            <th role="columnheader" scope="col">"Rule"</th>
                            <th role="columnheader" scope="col">"Condition"</th>
                            <th role="columnheader" scope="col">"Action"</th>
                            <th
                                role="columnheader"
                                scope="col"
                                class="number"
                                title="Dispatched actions that it matched since the server started"
                            >
                                "Matched"
                            </th>
                            <th role="columnheader" scope="col">"State"</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        <For
                            each=move || shown.get()
                            key=|rule| rule.name.clone()
                            children=move |rule| {
                                let name = rule.name.clone();
                                let rule = following(shown, rule, |one, other| one.name == other.name);
                                let troubles = Memo::new(move |_| rule.with(troubles_of));
                                let target = Signal::derive(move || target.with(|target| target.as_deref() == Some(&name)));
                                view! { <RuleRow rule troubles target live/> }
                            }
                        />
                    </tbody>
                </table>
            </div>
            {move || none_shown.get().then(|| view! { <NoMatch query/> })}
        </section>
    }
    .into_any()
}

/// The rule that the address points at, once the browser has taken over; brought into view.
fn target() -> RwSignal<Option<String>> {
    let target = RwSignal::new(None);
    let hash = use_location().hash;
    Effect::new(move |_| {
        let rule = crate::address::rule_of_hash(&hash.get());
        if let Some(rule) = &rule
            && let Some(row) = document().get_element_by_id(&crate::address::rule_id(rule))
        {
            row.scroll_into_view();
        }
        target.set(rule);
    });
    target
}
