//! The list of records.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::{AuditPage, AuditRecord};

use super::empty::no_records;
use super::place::{Place, open_record};
use super::row::RecordRow;
use super::single::SingleRecord;
use crate::components::{Ago, Anew};
use crate::format;
use crate::live::Live;

/// What stands above the columns.
const COLUMNS: [&str; 7] = [
    "Time",
    "Verdict",
    "Outcome",
    "Action",
    "Decided by",
    "Caller",
    "Duration",
];

/// A page of records, newest first. While a record is open the list stands still, so that what is
/// read does not move away.
#[component]
pub fn RecordList(live: Live<AuditPage>, place: Place) -> impl IntoView {
    let params = use_query();
    let open = Memo::new(move |_| params.with(open_record));
    let records = move || -> Vec<AuditRecord> {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.value.records.clone()))
            .unwrap_or_default()
    };
    let shown = Memo::new(move |last: Option<&Vec<AuditRecord>>| {
        let held = open.with(|open| !open.is_empty());
        match last {
            Some(last) if held && !last.is_empty() => last.clone(),
            _ => records(),
        }
    });
    let newer = Memo::new(move |_| {
        let first = shown.with(|shown| shown.first().map(|record| record.id.clone()));
        live.latest().with(|latest| {
            let records = latest.as_ref().map(|fetched| &fetched.value.records);
            records.map_or(0, |records| {
                (records.iter())
                    .take_while(|record| Some(&record.id) != first.as_ref())
                    .count()
            })
        })
    });
    let none = Memo::new(move |_| shown.with(Vec::is_empty));
    let elsewhere = Memo::new(move |_| {
        let open = open.get();
        let listed = shown.with(|shown| shown.iter().any(|record| record.id == open));
        (!open.is_empty() && !listed).then_some(open)
    });
    let place = StoredValue::new(place);
    let single = move |id: Option<String>| {
        let close = place.with_value(|place| place.href(""));
        id.map(|id| view! { <SingleRecord id close/> }).into_any()
    };
    let content = move || {
        if none.get() {
            return place.with_value(no_records);
        }
        view! { <RecordTable live place shown newer open/> }.into_any()
    };
    view! {
        <Anew key=elsewhere children=single/>
        {content}
    }
    .into_any()
}

#[component]
fn RecordTable(
    live: Live<AuditPage>,
    place: StoredValue<Place>,
    shown: Memo<Vec<AuditRecord>>,
    newer: Memo<usize>,
    open: Memo<String>,
) -> impl IntoView {
    // What comes after the first drawing is new.
    let drawn = StoredValue::new(false);
    Effect::new(move |_| drawn.set_value(true));
    let first_page = place.with_value(|place| place.cursor.is_empty());
    let total = move || {
        live.latest().with(|latest| {
            let page = &latest.as_ref()?.value;
            let bound = if page.total_is_lower_bound {
                "at least "
            } else {
                ""
            };
            Some(format!(
                "{bound}{}",
                format::counted(page.total, "record", "records")
            ))
        })
    };
    let freshness = move || {
        let (newer, held) = (newer.get() as u64, open.with(|open| !open.is_empty()));
        if held && newer > 0 {
            let close = place.with_value(|place| place.href(""));
            let newer = format::count(newer);
            return view! {
                <a href=close data-noscroll="true">
                    {newer} " newer: close the record to see them"
                </a>
            }
            .into_any();
        }
        if !first_page {
            return view! { <span>"Older records do not refresh"</span> }.into_any();
        }
        let at = live
            .latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.at));
        view! {
            <span>
                "Updated " {at.map(|instant| view! { <Ago instant now=live.now()/> })}
            </span>
        }
        .into_any()
    };
    let heads: Vec<_> = (COLUMNS.into_iter())
        .map(|label| {
            let number = (label == "Duration").then_some("number");
            view! {
                <th role="columnheader" scope="col" class=number>
                    {label}
                </th>
            }
        })
        .collect();
    view! {
        <section class="panel decisions" aria-label="Decisions, newest first">
            <div class="toolbar">
                <p class="shown" role="status">
                    {total}
                </p>
                <p
                    class="freshness"
                    class:still=!first_page
                    class:stale=move || live.error().with(Option::is_some)
                >
                    {freshness}
                </p>
            </div>
            <div class="table-frame">
                <table class="table decisions-table" role="table" aria-label="Decisions">
                    <thead role="rowgroup">
                        <tr role="row">{heads}</tr>
                    </thead>
                    <tbody role="rowgroup">
                        <For
                            each=move || shown.get()
                            key=|record| record.id.clone()
                            children=move |record| {
                                let fresh = drawn.get_value();
                                view! { <RecordRow record place open fresh now=live.now()/> }
                            }
                        />
                    </tbody>
                </table>
            </div>
            <Pages live place/>
        </section>
    }
    .into_any()
}

/// The way to older records, and back to the newest.
#[component]
fn Pages(live: Live<AuditPage>, place: StoredValue<Place>) -> impl IntoView {
    let older = Memo::new(move |_| {
        live.latest()
            .with(|latest| latest.as_ref()?.value.next_cursor.clone())
            .map(|cursor| place.with_value(|place| place.page(&cursor).href("")))
    });
    let newest = place.with_value(|place| {
        (!place.cursor.is_empty()).then(|| {
            view! {
                <a class="button small" href=place.page("").href("")>
                    "Newest"
                </a>
            }
        })
    });
    let older = move || {
        older.get().map(|href| {
            view! {
                <a class="button small" href=href rel="next">
                    "Older"
                </a>
            }
        })
    };
    view! { <nav class="pages" aria-label="Pages">{newest} {older}</nav> }.into_any()
}
