//! What the plugin was before.

use crate::prelude::*;
use acteon_api_types::Timestamp;
use acteon_api_types::{ChangeOperation, PluginRevision, PluginRevisionList};
use leptos::ev::SubmitEvent;

use super::change::{Attempt, RESTORE, REVISION, Refusal};
use super::shown::Shown;
use crate::components::{Ago, Bytes, Chip, Loaded, SubmitButton, Tone};
use crate::data::plugins;
use crate::format;
use crate::live::Live;

/// The field with the revision that is to be restored.
const WANTED: &str = "restore";

/// The revisions, and a way back to each that is still kept.
#[component]
pub fn Revisions() -> impl IntoView {
    let shown = Shown::current()?;
    let name = shown.name();
    Some(
        view! {
            <section class="panel section" aria-labelledby="revisions-title">
                <h2 class="panel-title" id="revisions-title">"Revisions"</h2>
                <Loaded
                    what="The revisions"
                    fetch=move || plugins::revisions(name.clone())
                    children=move |live| list(shown, live)
                />
            </section>
        }
        .into_any(),
    )
}

fn list(shown: Shown, live: Live<PluginRevisionList>) -> AnyView {
    let revision = Memo::new(move |_| shown.detail.with(|detail| detail.plugin.revision));
    Effect::new(move |before: Option<u64>| {
        let now = revision.get();
        if before.is_some_and(|before| before != now) {
            live.refresh();
        }
        now
    });
    let revisions = Memo::new(move |_| {
        live.latest().with(|latest| {
            latest
                .as_ref()
                .map(|fetched| fetched.value.revisions.clone())
                .unwrap_or_default()
        })
    });
    let none = Memo::new(move |_| revisions.with(Vec::is_empty));
    let attempt = Attempt::of(&[RESTORE]);
    let now = live.now();
    let allowed = shown.refused.with_value(Option::is_none);
    let row = move |revision: PluginRevision| row(shown, attempt, revision, now, allowed);
    view! {
        <div class="panel-note"><Refusal attempt/></div>
        {move || {
            none.get()
                .then(|| {
                    view! { <p class="panel-empty">"There is no revision: its module never could be loaded."</p> }
                })
        }}
        <div class="table-frame" class:hidden=none>
            <table class="table revisions" role="table" aria-label="Revisions">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">"Revision"</th>
                        <th role="columnheader" scope="col">"Made"</th>
                        <th role="columnheader" scope="col">"How"</th>
                        <th role="columnheader" scope="col">"Module"</th>
                        <th role="columnheader" scope="col" class="number">"Size"</th>
                        <th role="columnheader" scope="col" class="number">"Memory limit"</th>
                        <th role="columnheader" scope="col" class="number">"Timeout"</th>
                        <th role="columnheader" scope="col"><span class="visually-hidden">"Restore"</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For
                        each=move || revisions.get()
                        key=|revision| (revision.revision, revision.current, revision.restorable)
                        children=row
                    />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    shown: Shown,
    attempt: Attempt,
    revision: PluginRevision,
    now: Signal<Timestamp>,
    allowed: bool,
) -> AnyView {
    let number = revision.revision;
    let by = revision.caller.map(|caller| format!(" by {caller}"));
    let action = match (revision.current, revision.restorable, allowed) {
        (true, ..) => view! { <Chip tone=Tone::Allowed text="Present" title=None/> }.into_any(),
        (false, false, _) => view! { <span class="muted">"Module not kept"</span> }.into_any(),
        (false, true, false) => ().into_any(),
        (false, true, true) => restore(shown, attempt, number),
    };
    let hash: String = revision.sha256.chars().take(12).collect();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="code">{number}</th>
            <td role="cell" data-label="Made" class="nowrap">
                <Ago instant=revision.created_at now/>
            </td>
            <td role="cell" data-label="How">{operation(revision.operation)} {by}</td>
            <td role="cell" data-label="Module">
                <code title=revision.sha256>{hash}</code>
            </td>
            <td role="cell" data-label="Size" class="number"><Bytes size=revision.size_bytes/></td>
            <td role="cell" data-label="Memory limit" class="number">
                <Bytes size=revision.memory_limit_bytes/>
            </td>
            <td role="cell" data-label="Timeout" class="number">
                {format::duration_ms(revision.timeout_ms)}
            </td>
            <td role="cell" class="row-action">{action}</td>
        </tr>
    }
    .into_any()
}

fn restore(shown: Shown, attempt: Attempt, number: u64) -> AnyView {
    let present = move || shown.detail.with(|detail| detail.plugin.revision);
    let mine = RwSignal::new(false);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        mine.set(true);
        let change = plugins::restore(shown.name(), number, Some(untrack(present)));
        attempt.make(shown, Box::pin(change), move |detail| {
            format!(
                "Revision {number} is restored as revision {}.",
                detail.plugin.revision
            )
        });
    };
    Effect::new(move |_| {
        if !attempt.busy.get() {
            mine.set(false);
        }
    });
    view! {
        <form method="post" action=shown.href() on:submit=send>
            <input type="hidden" name="do" value=RESTORE/>
            <input type="hidden" name=REVISION value=present/>
            <input type="hidden" name=WANTED value=number.to_string()/>
            <SubmitButton
                label=format!("Restore {number}")
                class="small"
                busy=mine
                disabled=attempt.busy
            />
        </form>
    }
    .into_any()
}

const fn operation(operation: ChangeOperation) -> &'static str {
    match operation {
        ChangeOperation::Register => "registered",
        ChangeOperation::Update => "changed",
        ChangeOperation::Replace => "module replaced",
        ChangeOperation::Restore => "restored",
        ChangeOperation::Delete => "deleted",
        ChangeOperation::Enable => "enabled",
        ChangeOperation::Disable => "disabled",
        ChangeOperation::Reload => "reloaded",
    }
}
