//! What stands in place of a list without entries.

use crate::prelude::*;

use super::query::RulesQuery;
use super::read::LoadedRules;
use crate::components::{Glyph, Icon, Notice};
use crate::data::page;

/// No good rule set has loaded since the server started: why, and what that means.
pub fn not_ready(loaded: &LoadedRules) -> AnyView {
    page::set_status(503);
    let problems = problems(loaded);
    let folder = folder(loaded);
    view! {
        <section class="panel" role="alert">
            <Notice glyph=Glyph::Alert title="No rules are in force" wrong=true>
                <p>
                    "The server could not load its rules, so it decides nothing: evaluations and "
                    "dispatches are answered with 503 until a good set has loaded. Mend what is listed "
                    "here; the server reads the files again by itself when they change."
                </p>
                {problems}
                {folder}
            </Notice>
        </section>
    }
    .into_any()
}

/// There are no rules, which is no mistake.
pub fn no_rules(loaded: &LoadedRules) -> AnyView {
    let how = if loaded.directory.is_some() {
        view! {
            <p>
                "The rule files of the server hold none. Write one there; it is loaded as soon as it is saved."
            </p>
            {folder(loaded)}
        }
        .into_any()
    } else {
        view! {
            <p>
                "No folder for rules is configured. Set " <code>"directory"</code> " in the "
                <code>"[rules]"</code> " section of the configuration, put a file like this one there, "
                "and start the server again."
            </p>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <Notice glyph=Glyph::Rules title="No rules">
                <p>"Every action is allowed."</p>
                {how}
                <div class="command">
                    <pre tabindex="0" aria-label="Example of a rule file">
                        <code>{EXAMPLE}</code>
                    </pre>
                </div>
            </Notice>
        </section>
    }
    .into_any()
}

const EXAMPLE: &str = "rules:
  - name: closed-accounts
    priority: 10
    description: Accounts that have been closed do nothing any more
    condition: { field: action.tenant, in: [acme-closed] }
    action: deny";

fn folder(loaded: &LoadedRules) -> Option<AnyView> {
    let directory = loaded.directory.clone()?;
    Some(
        view! {
            <p class="muted">
                "The files are read from " <code>{directory}</code> ", in order of their names."
            </p>
        }
        .into_any(),
    )
}

/// The files have become bad since they were loaded.
pub fn outdated(loaded: &LoadedRules) -> AnyView {
    view! {
        <section class="panel report wrong" role="status" aria-label="Problems in the rule files">
            <div class="report-head">
                <Icon glyph=Glyph::Alert/>
                <div>
                    <h2>"The rule files have problems"</h2>
                    <p>
                        "The rules below are those that loaded last; they stay in force until the files are mended."
                    </p>
                </div>
            </div>
            {problems(loaded)}
        </section>
    }
    .into_any()
}

fn problems(loaded: &LoadedRules) -> AnyView {
    let rows: Vec<_> = loaded
        .problems
        .iter()
        .map(|problem| view! { <li class="place">{problem.error.clone()}</li> })
        .collect();
    view! { <ul class="places">{rows}</ul> }.into_any()
}

/// The filter leaves no rule.
#[component]
pub fn NoMatch(
    /// The view without a match.
    query: Signal<RulesQuery>,
) -> impl IntoView {
    let what = move || {
        let query = query.get();
        let text = (!query.text.trim().is_empty())
            .then(|| view! { " contains " <q>{query.text.clone()}</q> });
        let plugin =
            (!query.plugin.is_empty()).then(|| view! { " calls " <q>{query.plugin.clone()}</q> });
        let both = (text.is_some() && plugin.is_some()).then_some(" and");
        let state = (query.states != super::query::States::All)
            .then(|| view! { " (" {query.states.label().to_lowercase()} ")" });
        view! { "No rule" {text} {both} {plugin} {state} "." }.into_any()
    };
    view! {
        <div class="notice compact">
            <p>{what}</p>
            <a class="button small" href=RulesQuery::default().href() data-noscroll="true">
                "Clear the filter"
            </a>
        </div>
    }
    .into_any()
}
