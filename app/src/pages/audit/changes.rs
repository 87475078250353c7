//! Who changed what.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::Timestamp;
use acteon_api_types::{ChangeEntry, ChangeList, ChangeOperation, ResourceKind};

use super::place::{CHANGES, PATH, TAB};
use crate::address;
use crate::components::{Ago, Anew, Chip, Glyph, Loaded, Notice, Tone};
use crate::data::changes;
use crate::format;
use crate::live::Live;

/// The parameter of the address that holds the page.
const BEFORE: &str = "before";

/// The changes, newest first.
#[component]
pub fn Changes() -> impl IntoView {
    let params = use_query();
    let before = Memo::new(move |_| {
        params.with(|params| {
            params
                .get_str(BEFORE)
                .and_then(|before| before.parse::<u64>().ok())
        })
    });
    let list = |before: Option<u64>| {
        view! {
            <Loaded
                what="The changes"
                once=before.is_some()
                fetch=move || changes::list(before)
                children=move |live| view! { <Content live before/> }
            />
        }
        .into_any()
    };
    view! { <Anew key=before children=list/> }.into_any()
}

#[component]
fn Content(live: Live<ChangeList>, before: Option<u64>) -> impl IntoView {
    let list = Memo::new(move |_| -> Vec<ChangeEntry> {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.value.changes.clone()))
            .unwrap_or_default()
    });
    let none = Memo::new(move |_| list.with(Vec::is_empty));
    let older = Memo::new(move |_| {
        live.latest()
            .with(|latest| latest.as_ref()?.value.next_before)
    });
    let pages = move || {
        let older = older.get().map(|before| {
            let href = format!("{PATH}?{TAB}={CHANGES}&{BEFORE}={before}");
            view! {
                <a class="button small" href=href rel="next">
                    "Older"
                </a>
            }
        });
        let newest = before.map(|_| {
            view! {
                <a class="button small" href=format!("{PATH}?{TAB}={CHANGES}")>
                    "Newest"
                </a>
            }
        });
        view! { <nav class="pages" aria-label="Pages">{newest} {older}</nav> }
    };
    let content = move || {
        if none.get() {
            return view! {
                <section class="panel">
                    <Notice glyph=Glyph::Audit title="No changes">
                        <p>"Who registers, changes or deletes a plugin, switches a rule or reloads the rules is listed here."</p>
                    </Notice>
                </section>
            }
            .into_any();
        }
        view! {
            <section class="panel" aria-label="Changes, newest first">
                <div class="table-frame">
                    <table class="table changes-table" role="table" aria-label="Changes">
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" scope="col">"Time"</th>
                                <th role="columnheader" scope="col">"Who"</th>
                                <th role="columnheader" scope="col">"What"</th>
                                <th role="columnheader" scope="col">"Of"</th>
                                <th role="columnheader" scope="col">"Revision"</th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">
                            <For
                                each=move || list.get()
                                key=|change| change.id
                                children=move |change| row(&change, live.now())
                            />
                        </tbody>
                    </table>
                </div>
                {pages}
            </section>
        }
        .into_any()
    };
    content.into_any()
}

fn row(change: &ChangeEntry, now: Signal<Timestamp>) -> AnyView {
    let who = match change.caller.as_deref() {
        Some("system") => {
            view! { <span class="muted" title="Found by the server itself, for example a file that changed">"the server"</span> }
                .into_any()
        }
        Some(caller) => caller.to_owned().into_any(),
        None => view! { <span class="muted" title="Without authentication nobody has a name">"no key"</span> }
            .into_any(),
    };
    let (tone, word) = operation(change.operation);
    let name = change.name.clone().unwrap_or_default();
    let of = match change.resource {
        ResourceKind::Plugin => link("plugin", address::plugin(&name), name),
        ResourceKind::Rule => link("rule", address::rule(&name), name),
        ResourceKind::RuleSet => view! { <a href="/rules">"the rule set"</a> }.into_any(),
    };
    let revision = match (change.old_revision, change.new_revision) {
        (Some(old), Some(new)) if old == new => format::count(old),
        (Some(old), Some(new)) => format!("{} → {}", format::count(old), format::count(new)),
        (None, Some(new)) => format!("→ {}", format::count(new)),
        (Some(old), None) => format!("{} → none", format::count(old)),
        (None, None) => "–".to_owned(),
    };
    let at = change.at;
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="nowrap" data-label="Time">
                <Ago instant=at now/>
            </th>
            <td role="cell" data-label="Who">
                {who}
            </td>
            <td role="cell" data-label="What">
                <Chip tone text=word title=None/>
            </td>
            <td role="cell" class="change-of" data-label="Of">
                {of}
            </td>
            <td role="cell" class="nowrap" data-label="Revision">
                {revision}
            </td>
        </tr>
    }
    .into_any()
}

fn link(kind: &'static str, href: String, name: String) -> AnyView {
    view! {
        <span class="muted">{kind}</span>
        " "
        <a class="code" href=href>
            {name}
        </a>
    }
    .into_any()
}

/// What was done, in a word.
const fn operation(operation: ChangeOperation) -> (Tone, &'static str) {
    match operation {
        ChangeOperation::Register => (Tone::Allowed, "registered"),
        ChangeOperation::Update => (Tone::Changed, "changed"),
        ChangeOperation::Replace => (Tone::Changed, "replaced"),
        ChangeOperation::Restore => (Tone::Changed, "restored"),
        ChangeOperation::Delete => (Tone::Denied, "deleted"),
        ChangeOperation::Enable => (Tone::Allowed, "enabled"),
        ChangeOperation::Disable => (Tone::Skipped, "disabled"),
        ChangeOperation::Reload => (Tone::Changed, "reloaded"),
    }
}
