//! A record that is not on the page of the list that is shown.

use crate::prelude::*;
use acteon_api_types::AuditRecord;

use super::record::details;
use crate::components::{Glyph, Icon, Loaded, OutcomeChip, VerdictChip};
use crate::data::audit;
use crate::live::Live;

/// The record with this id, above the list.
#[component]
pub fn SingleRecord(
    /// Its id, or that of its action.
    id: String,
    /// The address of the list alone.
    close: String,
) -> impl IntoView {
    view! {
        <Loaded
            what="The record"
            once=true
            fetch=move || audit::get(id.clone())
            children=move |live| draw(live, close.clone())
        />
    }
    .into_any()
}

fn draw(live: Live<AuditRecord>, close: String) -> AnyView {
    let record = live
        .latest()
        .with_untracked(|latest| latest.as_ref().map(|fetched| fetched.value.clone()));
    let Some(record) = record else {
        return ().into_any();
    };
    let body = details(&record);
    view! {
        <section class="panel single-record" aria-label="The record that the address names">
            <div class="toolbar">
                <VerdictChip verdict=record.verdict/>
                <OutcomeChip outcome=record.outcome/>
                <span class="record-type">{record.action_type.clone()}</span>
                <a class="button small ghost single-close" href=close data-noscroll="true">
                    <Icon glyph=Glyph::Close/>
                    "Close"
                </a>
            </div>
            {body}
        </section>
    }
    .into_any()
}
