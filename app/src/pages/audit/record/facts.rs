//! Ids, times, revisions and state.

use crate::prelude::*;
use acteon_api_types::AuditRecord;
use acteon_api_types::Timestamp;

use super::section;
use crate::address;
use crate::components::CopyButton;
use crate::format;

/// What helps to find the record again and to repeat the decision.
pub fn facts(record: &AuditRecord) -> AnyView {
    let mut facts = vec![
        copyable("Record", "Copy the id of the record", &record.id),
        copyable("Action", "Copy the id of the action", &record.action_id),
    ];
    if let Some(key) = &record.dedup_key {
        facts.push(copyable("Dedup key", "Copy the dedup key", key));
    }
    facts.push(fact("Dispatched", instant(record.dispatched_at)));
    facts.push(fact("Completed", instant(record.completed_at)));
    if let Some(created) = record.created_at {
        facts.push(fact("Made", instant(created)));
    }
    if let Some(status) = &record.action_status {
        facts.push(fact("Client's note", status.clone().into_any()));
    }
    if let Some(caller) = &record.caller {
        facts.push(fact("Caller", caller.clone().into_any()));
    }
    facts.push(fact(
        "Rule set",
        format!("revision {}", format::count(record.rule_set_revision)).into_any(),
    ));
    let switches = record.rule_switches.iter().map(|(rule, enabled)| {
        let state = if *enabled { " enabled" } else { " disabled" };
        view! {
            <div>
                <a href=address::rule(rule)>{rule.clone()}</a>
                {state}
            </div>
        }
    });
    many(&mut facts, "Overrides", switches.map(IntoAny::into_any));
    let plugins = record.plugin_revisions.iter().map(|(plugin, revision)| {
        view! {
            <div>
                <a href=address::plugin(plugin)>{plugin.clone()}</a>
                " revision " {*revision}
            </div>
        }
    });
    many(&mut facts, "Plugins", plugins.map(IntoAny::into_any));
    let state = record.verdict_details.state.iter().map(|(key, value)| {
        let value = value.map_or_else(|| "never seen".to_owned(), format::count);
        view! {
            <div>
                <code>{key.clone()}</code>
                " " {value}
            </div>
        }
    });
    many(&mut facts, "State", state.map(IntoAny::into_any));
    section(
        "Record",
        view! { <dl class="record-facts">{facts}</dl> }.into_any(),
    )
}

fn many(
    facts: &mut Vec<AnyView>,
    label: &'static str,
    entries: impl ExactSizeIterator<Item = AnyView>,
) {
    if entries.len() > 0 {
        let entries: Vec<_> = entries.collect();
        facts.push(fact(label, entries.into_any()));
    }
}

fn fact(label: &'static str, content: AnyView) -> AnyView {
    view! {
        <dt>{label}</dt>
        <dd>{content}</dd>
    }
    .into_any()
}

fn copyable(label: &'static str, action: &'static str, text: &str) -> AnyView {
    let text = text.to_owned();
    let content = view! {
        <span class="copyable">
            <code>{text.clone()}</code>
            <CopyButton text icon_label=action/>
        </span>
    };
    fact(label, content.into_any())
}

fn instant(instant: Timestamp) -> AnyView {
    view! { <time datetime=instant.to_string()>{format::instant(instant)}</time> }.into_any()
}
