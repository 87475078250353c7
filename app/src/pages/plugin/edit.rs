//! Editing the description, the limits and when calls start from a snapshot.

mod values;

use crate::prelude::*;
use acteon_api_types::PluginDetail;
use leptos::ev::{MouseEvent, SubmitEvent};

use super::change::{Attempt, REVISION, Refusal, UPDATE};
use super::shown::Shown;
use crate::components::{Dialog, Field, SnapshotField, SubmitButton, described_by, escaped};
use crate::data::page::PageInfo;
use crate::data::plugins;
use crate::limits::Unit;
use values::{Entered, Values};

const MEMORY: &str = "memory_limit_bytes";
/// What the form calls it beside its unit.
const AMOUNT: &str = "memory_limit";
const TIMEOUT: &str = "timeout_ms";
const DESCRIPTION: &str = "description";
const SNAPSHOT: &str = "snapshot";

/// Edits the description, the limits and when calls start from a snapshot.
#[component]
pub fn EditDialog() -> impl IntoView {
    let shown = Shown::current()?;
    if shown.refused.with_value(Option::is_some) {
        return None;
    }
    let title = format!("Edit {}", shown.name());
    let attempt = Attempt::of(&[UPDATE]);
    Some(
        view! {
            <Dialog id="edit" title=title open=shown.editing>
                <EditForm shown attempt/>
            </Dialog>
        }
        .into_any(),
    )
}

#[component]
fn EditForm(shown: Shown, attempt: Attempt) -> impl IntoView {
    let base = RwSignal::new(shown.detail.with_untracked(Values::of));
    let entered = Entered::new(base.get_untracked());
    let submitted = use_context::<PageInfo>().and_then(|info| info.submitted);
    if let Some(submitted) = submitted.filter(|submitted| submitted.form == UPDATE) {
        entered.restore(&submitted, &base.get_untracked());
    }
    // What is wrong with a field is said when somebody tries to save it.
    let tried = RwSignal::new(false);
    let wrong = move |field: &'static str, found: Option<String>| {
        tried
            .get()
            .then_some(found)
            .flatten()
            .or_else(|| attempt.about(field))
    };
    let memory_error =
        move || wrong(MEMORY, entered.memory_bytes().err()).or_else(|| attempt.about(AMOUNT));
    let timeout_error = move || wrong(TIMEOUT, entered.timeout_ms().err());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        attempt.failure.set(None);
        let Some(change) = untrack(|| entered.change(&base.get())) else {
            return;
        };
        let base = base.get_untracked();
        let changing = plugins::update(shown.name(), change, Some(base.revision));
        attempt.make(shown, Box::pin(changing), move |detail| {
            shown.editing.set(false);
            format!("{} is changed.", detail.plugin.name)
        });
    };
    let reloaded = move |present: PluginDetail| {
        let present = Values::of(&present);
        entered.follow(&base.get_untracked(), &present);
        base.set(present);
    };
    let close = move |event: MouseEvent| {
        event.prevent_default();
        shown.editing.set(false);
    };
    let present = move |value: fn(&Values) -> String, same: fn(&Entered, &Values) -> bool| {
        let base = base.get();
        (!same(&entered, &base)).then(|| view! { <p class="present">"Now: " {value(&base)}</p> })
    };
    let units = Unit::ALL.map(|unit| {
        let selected = entered.unit.get_untracked() == unit.as_str();
        view! { <option value=unit.as_str() selected=selected>{unit.as_str()}</option> }
    });
    view! {
        <form class="form" method="post" action=shown.href() novalidate on:submit=send>
            <input type="hidden" name="do" value=UPDATE/>
            <input type="hidden" name=REVISION value=move || base.with(|base| base.revision)/>
            {Values::FIELDS
                .map(|(name, value)| {
                    view! { <input type="hidden" name=name value=move || base.with(value)/> }
                })}
            <Refusal attempt fields=&[MEMORY, AMOUNT, TIMEOUT, DESCRIPTION, SNAPSHOT] reloaded=Callback::new(reloaded)/>
            <Field
                id="edit-description"
                label="Description"
                optional=true
                error=Signal::derive(move || wrong(DESCRIPTION, entered.description_error()))
            >
                <textarea
                    id="edit-description"
                    name=DESCRIPTION
                    rows="3"
                    aria-describedby=described_by("edit-description")
                    inner_html=escaped(&entered.description.get_untracked())
                    prop:value=entered.description
                    on:input:target=move |event| entered.description.set(event.target().value())
                ></textarea>
                {move || present(Values::description_text, Entered::same_description)}
            </Field>
            <div class="form-row">
                <Field
                    id="edit-memory"
                    label="Memory limit"
                    hint="64 KiB to 256 MiB for one invocation"
                    error=Signal::derive(memory_error)
                >
                    <div class="amount">
                        <input
                            id="edit-memory"
                            name=AMOUNT
                            inputmode="numeric"
                            autocomplete="off"
                            aria-describedby=described_by("edit-memory")
                            aria-invalid=move || memory_error().is_some().then_some("true")
                            value=entered.memory.get_untracked()
                            prop:value=entered.memory
                            on:input:target=move |event| entered.memory.set(event.target().value())
                        />
                        <select
                            name="memory_limit_unit"
                            aria-label="Unit of the memory limit"
                            prop:value=entered.unit
                            on:change:target=move |event| entered.unit.set(event.target().value())
                        >
                            {units}
                        </select>
                    </div>
                    {move || present(Values::memory_text, Entered::same_memory)}
                </Field>
                <Field
                    id="edit-timeout"
                    label="Timeout"
                    hint="1 to 30,000 ms for one invocation"
                    error=Signal::derive(timeout_error)
                >
                    <div class="with-unit">
                        <input
                            id="edit-timeout"
                            name=TIMEOUT
                            inputmode="numeric"
                            autocomplete="off"
                            aria-describedby=described_by("edit-timeout")
                            aria-invalid=move || timeout_error().is_some().then_some("true")
                            value=entered.timeout.get_untracked()
                            prop:value=entered.timeout
                            on:input:target=move |event| entered.timeout.set(event.target().value())
                        />
                        <span aria-hidden="true">"ms"</span>
                    </div>
                    {move || present(Values::timeout_text, Entered::same_timeout)}
                </Field>
            </div>
            <SnapshotField
                id="edit-snapshot"
                mode=entered.snapshot
                error=Signal::derive(move || wrong(SNAPSHOT, None))
            >
                {move || present(Values::snapshot_text, Entered::same_snapshot)}
            </SnapshotField>
            <p class="muted">"Calls in flight keep the limits they started with."</p>
            <div class="form-actions">
                <SubmitButton label="Save changes" class="primary" busy=attempt.busy/>
                <a class="button ghost" href=shown.href() on:click=close>
                    "Cancel"
                </a>
            </div>
        </form>
    }
    .into_any()
}
