//! The form: what is filled in, and sending it.

use acteon_api_types::{PluginRegistered, PluginSource, SnapshotMode};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use web_sys::FormData;

use super::check::Place;
use super::entry::Entry;
use super::limits::Limits;
use super::report::Report;
use super::sending::{Sender, Sending};
use super::zone::{self, Zone};
use crate::components::{Field, Glyph, Icon, SnapshotField, SubmitButton, described_by, escaped};
use crate::data::page::PageInfo;
use crate::data::upload::taken_names;
use crate::limits::Unit;
use crate::prelude::*;
use crate::{Submitted, address};

/// The value of the field `do`.
pub const NAME: &str = "register";

const NAME_ID: &str = "register-name";
const DESCRIPTION_ID: &str = "register-description";
/// What browsers check before they send the form without scripts.
const NAME_PATTERN: &str = r"[A-Za-z0-9_\-][A-Za-z0-9._\-]{0,127}";

impl Place {
    /// The field's `id`.
    const fn id(self) -> &'static str {
        match self {
            Self::Module => zone::ID,
            Self::Name => NAME_ID,
            Self::Description => DESCRIPTION_ID,
            Self::Memory => "register-memory",
            Self::Timeout => "register-timeout",
            Self::Form => "register-error",
        }
    }

    /// Puts the cursor there.
    pub fn focus(self) {
        let element = document().get_element_by_id(self.id());
        if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails only where there is nothing to focus.
            let _ = element.focus();
        }
    }
}

/// The fields in the order in which they stand on the page.
const FIELDS: [Place; 5] = [
    Place::Module,
    Place::Name,
    Place::Description,
    Place::Memory,
    Place::Timeout,
];

/// The form.
#[component]
pub fn RegisterForm(
    info: PageInfo,
    sent: Option<Submitted>,
    /// Set when there is something to know about the registered plugin.
    registered: RwSignal<Option<PluginRegistered>>,
) -> impl IntoView {
    let settings = info.plugin_settings;
    let entry = Entry::new(&info, sent.as_ref());
    let form = NodeRef::<html::Form>::new();
    let file = NodeRef::<html::Input>::new();
    let name = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            // What the browser would say in bubbles, the fields say themselves.
            form.set_no_validate(true);
            take_over(entry, &form);
            let files = file.get_untracked().and_then(|input| input.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                entry.choose(Some(file));
            }
            spawn_local(async move {
                // Without the names, the server says later which one is taken.
                if let Ok(names) = taken_names().await {
                    entry.taken.try_set(names);
                }
            });
        }
    });
    Effect::new(move |first: Option<()>| {
        let value = entry.name.get();
        if let Some(input) = name.get().filter(|_| first.is_some())
            && input.value() != value
        {
            input.set_value(&value);
        }
    });

    let sender = Sender::new(entry, registered);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        entry.tried.set(true);
        if entry.progress.with_untracked(Option::is_some) || entry.obstacle().is_some() {
            return;
        }
        if let Some(wrong) = FIELDS
            .into_iter()
            .find(|place| entry.problem(*place).is_some())
        {
            wrong.focus();
            return;
        }
        let files = file.get_untracked().and_then(|input| input.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            sender.clone().send(file);
        }
    };
    let sending = Signal::derive(move || entry.progress.with(Option::is_some));
    let obstacle = Memo::new(move |_| entry.obstacle());
    view! {
        <form
            node_ref=form
            class="register"
            method="post"
            enctype="multipart/form-data"
            action="/register-plugin"
            aria-label="Register Plugin"
            on:submit=submit
        >
            <input type="hidden" name="do" value=NAME/>
            <div class="register-module">
                <section class="panel" aria-label="Module">
                    <Zone entry input=file max_module_bytes=settings.max_module_bytes/>
                    <Report entry max_module_bytes=settings.max_module_bytes/>
                </section>
            </div>
            <section class="panel form register-fields" aria-label="Plugin">
                <NameField entry input=name/>
                <Field
                    id=DESCRIPTION_ID
                    label="Description"
                    optional=true
                    error=Signal::derive(move || entry.problem(Place::Description))
                >
                    <textarea
                        id=DESCRIPTION_ID
                        name="description"
                        rows="3"
                        placeholder="What it decides"
                        aria-describedby=described_by(DESCRIPTION_ID)
                        inner_html=escaped(&entry.description.get_untracked())
                        on:input=move |event| {
                            entry.changed(Place::Description);
                            entry.description.set(event_target_value(&event));
                        }
                    ></textarea>
                </Field>
                <Limits entry settings/>
                <SnapshotField
                    id="register-snapshot"
                    mode=entry.snapshot
                    error=Signal::stored(None::<String>)
                />
                <label class="check">
                    <input
                        type="checkbox"
                        name="enabled"
                        value="true"
                        checked=entry.enabled.get_untracked()
                        on:change=move |event| entry.enabled.set(event_target_checked(&event))
                    />
                    <span>
                        "Start enabled"
                        <span class="field-hint">
                            "Rules can call it as soon as it is registered."
                        </span>
                    </span>
                </label>
                <div class="form-end">
                    <Refusal entry/>
                    <Sending entry/>
                    <div class="form-actions">
                        <SubmitButton
                            label="Register Plugin"
                            class="primary"
                            busy=sending
                            disabled=Signal::derive(move || obstacle.get().is_some())
                        />
                        <a class="button ghost" href="/plugins">
                            "Back to the list"
                        </a>
                    </div>
                    <p class="refused" role="status">
                        {obstacle}
                    </p>
                </div>
            </section>
        </form>
    }
    .into_any()
}

/// The name, with who has it already.
#[component]
fn NameField(entry: Entry, input: NodeRef<html::Input>) -> impl IntoView {
    let problem = Memo::new(move |_| entry.problem(Place::Name));
    // The server may know better than the list that was read.
    let conflict = Memo::new(move |_| {
        let refused = entry.refused.with(|refused| {
            refused
                .as_ref()
                .is_some_and(|error| error.kind() == Some("already_registered"))
        });
        let name = entry.name.get();
        match entry.taken() {
            Some(taken) => Some((name, taken.source)),
            None => refused.then_some((name, PluginSource::Upload)),
        }
    });
    let note = move || {
        let (name, source) = conflict.get()?;
        let link = address::plugin(&name);
        Some(match source {
            PluginSource::Upload => view! {
                <p class="field-note">
                    <a href=link>"Open " {name}</a> " to replace its module or to delete it, or choose another name."
                </p>
            }
            .into_any(),
            PluginSource::PluginDir => view! {
                <p class="field-note">
                    <a href=link>{name}</a> " is a file in " <code>"plugin_dir"</code>
                    ". The upload stands in front of it until it is deleted."
                </p>
            }
            .into_any(),
        })
    };
    view! {
        <div>
            <Field
                id=NAME_ID
                label="Name"
                hint="Letters, digits, dots, underscores and hyphens. Rules call it by this name; it cannot be changed."
                error=problem
            >
                <input
                    node_ref=input
                    id=NAME_ID
                    name="name"
                    class="mono"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength="128"
                    pattern=NAME_PATTERN
                    required
                    value=entry.name.get_untracked()
                    aria-describedby=described_by(NAME_ID)
                    aria-invalid=move || problem.get().map(|_| "true")
                    on:input=move |event| {
                        entry.changed(Place::Name);
                        entry.name.set(event_target_value(&event));
                    }
                />
            </Field>
            {note}
        </div>
    }
    .into_any()
}

/// Why the server refused the form, where it is about no field.
#[component]
fn Refusal(entry: Entry) -> impl IntoView {
    let reason = move || entry.problem(Place::Form);
    view! {
        <div role="alert" id="register-error">
            {move || {
                reason()
                    .map(|reason| {
                        view! {
                            <div class="form-error">
                                <Icon glyph=Glyph::Alert/>
                                <p>{reason}</p>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// What was filled in before the page answered.
fn take_over(entry: Entry, form: &web_sys::HtmlFormElement) {
    let Ok(data) = FormData::new_with_form(form) else {
        return;
    };
    for (field, value) in [
        ("name", entry.name),
        ("description", entry.description),
        ("memory_limit", entry.amount),
        ("timeout_ms", entry.timeout),
    ] {
        if let Some(text) = data.get(field).as_string() {
            value.set(text);
        }
    }
    let unit = data.get("memory_limit_unit").as_string();
    if let Some(unit) = unit.and_then(|unit| Unit::parse(&unit)) {
        entry.unit.set(unit);
    }
    let mode = data.get("snapshot").as_string();
    if let Some(mode) = mode.and_then(|mode| SnapshotMode::parse(&mode)) {
        entry.snapshot.set(mode);
    }
    entry.enabled.set(data.has("enabled"));
}
