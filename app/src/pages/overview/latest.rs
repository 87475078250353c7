//! The latest decisions.

use acteon_api_types::Timestamp;
use acteon_api_types::{AuditPage, AuditRecord};
use leptos::either::EitherOf3;

use super::reading::Reading;
use crate::ApiError;
use crate::address;
use crate::components::{Ago, Glyph, Icon, OutcomeChip, VerdictChip};
use crate::live::Live;
use crate::prelude::*;

/// The latest decisions, each with the plugin's message.
#[component]
pub fn Latest(live: Live<Reading>) -> impl IntoView {
    let latest = Memo::new(move |_| -> Option<Result<AuditPage, ApiError>> {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.value.latest.clone()))
    });
    let content = move || match latest.get() {
        None => EitherOf3::A(()),
        Some(Err(error)) => EitherOf3::B(view! {
            <div class="form-error" role="alert">
                <Icon glyph=Glyph::Alert/>
                <p>"The decisions could not be read: " {error.to_string()} "."</p>
            </div>
        }),
        Some(Ok(page)) => EitherOf3::C(table(page.records, live.now())),
    };
    view! {
        <section class="panel latest" aria-labelledby="latest-title">
            <div class="panel-head">
                <h2 id="latest-title">"Latest decisions"</h2>
                <a class="button small" href="/audit">
                    "Open the audit"
                </a>
            </div>
            {content}
        </section>
    }
    .into_any()
}

fn table(records: Vec<AuditRecord>, now: Signal<Timestamp>) -> AnyView {
    if records.is_empty() {
        return view! { <p class="none-yet">"No action has been dispatched yet."</p> }.into_any();
    }
    let rows = records
        .into_iter()
        .map(|record| row(record, now))
        .collect_view();
    view! {
        <div class="table-frame">
            <table class="table" role="table" aria-labelledby="latest-title">
                <thead role="rowgroup">
                    <tr role="row">
                        {["Verdict", "Action", "Rule and what its plugin said", "Outcome", "When"]
                            .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(record: AuditRecord, now: Signal<Timestamp>) -> impl IntoView {
    let said = said(&record);
    let place = format!(
        "{} / {} → {}",
        record.namespace, record.tenant, record.provider
    );
    let rule = record
        .matched_rule
        .map(|rule| view! { <span class="code">{rule}</span> });
    let rule = rule.ok_or_else(|| view! { <span class="muted">"No rule matched"</span> });
    view! {
        <tr role="row">
            <td role="cell">
                <VerdictChip verdict=record.verdict/>
            </td>
            <td role="cell" class="wide">
                <a class="decision" href=address::decision(&record.id)>
                    {record.action_type}
                </a>
                <span class="remark">{place}</span>
            </td>
            <td role="cell" class="wide" data-label="Rule">
                {match rule {
                    Ok(rule) => rule.into_any(),
                    Err(none) => none.into_any(),
                }}
                {said.map(|said| view! { <span class="remark">{said}</span> })}
            </td>
            <td role="cell" data-label="Outcome">
                <OutcomeChip outcome=record.outcome/>
            </td>
            <td role="cell" class="nowrap" data-label="When">
                <Ago instant=record.dispatched_at now/>
            </td>
        </tr>
    }
    .into_any()
}

/// What the plugin said that the matched rule went by, or why the decision failed.
fn said(record: &AuditRecord) -> Option<String> {
    let details = &record.verdict_details;
    let rule = record.matched_rule.as_ref();
    let mut calls = details.wasm.iter();
    let deciding = calls.find(|call| call.deciding && Some(&call.rule) == rule);
    let failed = || details.error.clone();
    match deciding {
        Some(call) => {
            let text = call.message.clone().or_else(|| call.error.clone());
            text.map(|text| format!("{}: {text}", call.plugin))
                .or_else(failed)
        }
        None => failed(),
    }
}
