//! What stands in place of a list without records.

use crate::prelude::*;

use super::place::{PATH, Place};
use crate::components::{Command, Glyph, Notice};
use crate::data::page::PageInfo;

/// No record: nothing was dispatched yet, or the filters let nothing through.
pub fn no_records(place: &Place) -> AnyView {
    if place.narrowed() || !place.cursor.is_empty() {
        return view! {
            <section class="panel">
                <Notice glyph=Glyph::NoMatch title="No record matches">
                    <p>"The audit has records, or will have, but none that these filters let through."</p>
                    <a class="button small" href=PATH data-noscroll="true">
                        "Clear the filters"
                    </a>
                </Notice>
            </section>
        }
        .into_any();
    }
    let origin = use_context::<PageInfo>().unwrap_or_default().origin;
    let command = format!(
        "curl -X POST {origin}/v1/dispatch \\\n  \
         -H 'content-type: application/json' \\\n  \
         -d '{{\"namespace\": \"demo\", \"tenant\": \"acme\", \"provider\": \"email\",\n       \
         \"action_type\": \"welcome\", \"payload\": {{\"to\": \"ada@example.com\"}}}}'"
    );
    view! {
        <section class="panel">
            <Notice glyph=Glyph::Audit title="Nothing was dispatched yet">
                <p>
                    "Every action that is dispatched leaves a record here: what was decided, by which "
                    "rule, what its plugins said, and what became of it. Dispatch the first one:"
                </p>
                <Command text=command/>
                <p>"What is evaluated in the playground leaves none."</p>
            </Notice>
        </section>
    }
    .into_any()
}
