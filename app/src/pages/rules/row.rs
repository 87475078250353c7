//! One rule in the list.

use crate::prelude::*;
use acteon_api_types::{OnError, Rule};

use super::action::action;
use super::read::LoadedRules;
use super::switch::RuleSwitch;
use super::trouble::{Trouble, mark};
use crate::address;
use crate::components::ConditionText;
use crate::format;
use crate::live::Live;

/// One rule: a row of the table, a card on a phone. Its name is the anchor that other pages link to.
#[component]
pub fn RuleRow(
    /// The rule.
    rule: Signal<Rule>,
    /// Its plugins that cannot be called.
    troubles: Memo<Vec<(String, Trouble)>>,
    /// Whether the address points at it.
    target: Signal<bool>,
    /// Where changes are shown.
    live: Live<LoadedRules>,
) -> impl IntoView {
    let name = rule.with_untracked(|rule| rule.name.clone());
    let id = address::rule_id(&name);
    // What the file says: drawn anew only when that changes, not whenever the rule matched.
    let written = Memo::new(move |_| {
        let mut rule = rule.get();
        rule.match_count = 0;
        rule
    });
    let enabled = Memo::new(move |_| rule.with(|rule| rule.enabled));
    let enabled_by = Memo::new(move |_| rule.with(|rule| rule.enabled_by));
    let matches = Memo::new(move |_| rule.with(|rule| rule.match_count));
    let matched = move || match (matches.get(), enabled.get()) {
        (0, true) => view! { <span class="muted">"Never"</span> }.into_any(),
        (0, false) => view! { <span class="muted">"–"</span> }.into_any(),
        (count, _) => format::count(count).into_any(),
    };
    let priority = move || rule.with(|rule| rule.priority);
    let marks = move || troubles.get().into_iter().map(mark).collect_view();
    view! {
        <tr
            id=id
            role="row"
            tabindex="-1"
            class="rule-row"
            class:off=move || !enabled.get()
            class:target=target
        >
            <td role="cell" class="rule-priority" data-label="Priority">
                {priority}
            </td>
            <th role="rowheader" scope="row" class="rule-what wide">
                {move || what(&written.get())}
            </th>
            <td role="cell" class="rule-condition wide" data-label="Condition">
                {move || written.with(condition)} {marks}
            </td>
            <td role="cell" class="rule-action" data-label="Action">
                {move || written.with(|rule| action(&rule.action_details))}
            </td>
            <td role="cell" class="number" data-label="Matched">
                {matched}
            </td>
            <td role="cell" class="rule-enabled wide">
                <RuleSwitch name enabled=enabled.into() enabled_by=enabled_by.into() live/>
            </td>
        </tr>
    }
    .into_any()
}

fn what(rule: &Rule) -> AnyView {
    let link = address::rule(&rule.name);
    let playground = format!("/playground?rule={}", address::encoded(&rule.name));
    let try_label = format!("Try {} in the playground", rule.name);
    let description = rule
        .description
        .clone()
        .map(|text| view! { <p class="rule-description">{text}</p> });
    let zone = (rule.timezone != "UTC").then(|| {
        view! { <span title="Time zone of its time conditions">{rule.timezone.clone()}</span> }
    });
    view! {
        <span class="rule-title">
            <a class="rule-name" href=link>
                {rule.name.clone()}
            </a>
            <span class="tag">{rule.source.as_str()}</span>
        </span>
        {description}
        <p class="rule-meta">
            <span>{rule.file.clone()} ":" {rule.line}</span>
            {zone}
            <a href=playground aria-label=try_label>
                "Try in playground"
            </a>
        </p>
    }
    .into_any()
}

fn condition(rule: &Rule) -> AnyView {
    let on_error = match rule.on_error {
        // What rules do unless they say otherwise.
        OnError::Error => None,
        OnError::Match => Some("When it fails, it counts as matching."),
        OnError::NoMatch => Some("When it fails, it counts as not matching."),
    };
    let on_error = on_error.map(|text| view! { <p class="rule-meta">{text}</p> });
    view! {
        <ConditionText text=rule.condition_display.clone()/>
        {on_error}
    }
    .into_any()
}
