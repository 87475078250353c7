//! The page `Audit`.

mod changes;
mod decisions;
mod empty;
mod list;
mod place;
mod record;
mod row;
mod single;

use crate::prelude::*;
use crate::query::use_query;

use crate::components::{PageHead, Tabs};
use changes::Changes;
use decisions::Decisions;
use place::{CHANGES, PATH, TAB};

/// What was decided about every action, and who changed what the decisions depend on.
#[component]
pub fn AuditPage() -> impl IntoView {
    let address = use_query();
    let changes = Memo::new(move |_| address.with(|map| map.get_str(TAB) == Some(CHANGES)));
    let tabs = Signal::derive(move || {
        let changes = changes.get();
        vec![
            ("Decisions", PATH.to_owned(), !changes),
            ("Changes", format!("{PATH}?{TAB}={CHANGES}"), changes),
        ]
    });
    let content = move || {
        if changes.get() {
            view! { <Changes/> }.into_any()
        } else {
            view! { <Decisions/> }.into_any()
        }
    };
    view! {
        <PageHead
            title="Audit"
            summary="Every dispatched action with what was decided and why, and every change to plugins and rules."
        />
        <Tabs label="Views of the audit" items=tabs/>
        {content}
    }
}
