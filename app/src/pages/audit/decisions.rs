//! The decisions, as they are made.

use crate::prelude::*;
use crate::query::use_query;

use super::list::RecordList;
use super::place::{FILTERS, PATH, Place, filters};
use crate::components::{Anew, FilterForm, Loaded};
use crate::data::audit;

/// The filters, and the records that they let through.
#[component]
pub fn Decisions() -> impl IntoView {
    let params = use_query();
    let asked = Memo::new(move |_| params.with(filters));
    // Whatever else is in the address, the list starts anew only when it is another one.
    let place = Memo::new(move |_| params.with(Place::from_params));
    let list = move |place: Place| {
        let query = place.query();
        // What came before a record does not change.
        let once = !place.cursor.is_empty();
        view! {
            <Loaded
                what="The audit"
                once
                fetch=move || audit::list(query.clone())
                children=move |live| view! { <RecordList live place=place.clone()/> }
            />
        }
        .into_any()
    };
    view! {
        <section class="panel filters" aria-label="Filters">
            <FilterForm label="Filter the decisions" path=PATH kept=Vec::new() fields=FILTERS asked/>
        </section>
        <Anew key=place children=list/>
    }
    .into_any()
}
