//! Sending the form, and how far that is.

use acteon_api_types::PluginRegistered;
use leptos::ev;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::check::{self, Place};
use super::entry::{Chosen, Entry};
use crate::components::Toasts;
use crate::data::upload::{Progress, Registration, Upload, Uploaded};
use crate::prelude::*;
use crate::{ApiError, address, format};

/// Sends what was filled in.
#[derive(Clone)]
pub struct Sender {
    entry: Entry,
    registered: RwSignal<Option<PluginRegistered>>,
    toasts: Toasts,
    go: Callback<String>,
}

impl Sender {
    /// Made where the page is made.
    pub fn new(entry: Entry, registered: RwSignal<Option<PluginRegistered>>) -> Self {
        let navigate = use_navigate();
        Self {
            entry,
            registered,
            toasts: Toasts::current(),
            go: Callback::new(move |to: String| navigate(&to, NavigateOptions::default())),
        }
    }

    /// Sends it with the module in `file`. Goes on when the page is left inside of the UI, and then
    /// tells the end in a toast.
    pub fn send(self, file: web_sys::File) {
        let Some(registration) = registration(self.entry) else {
            return;
        };
        let entry = self.entry;
        entry.refused.set(None);
        let upload = match Upload::new() {
            Ok(upload) => upload,
            Err(error) => return entry.refused.set(Some(error)),
        };
        entry.upload.set_value(Some(upload.clone()));
        entry.progress.set(Some(Progress::Sending {
            sent: 0,
            total: file.size() as u64,
        }));
        spawn_local(async move {
            let staying = window_event_listener(ev::beforeunload, |event| event.prevent_default());
            let name = registration.name.clone();
            let progress = move |progress| {
                entry.progress.try_set(Some(progress));
            };
            let end = upload.register(registration, file, progress).await;
            staying.remove();
            let here = !entry.progress.is_disposed();
            entry.progress.try_set(None);
            self.finish(&name, end, here);
        });
    }

    fn finish(self, name: &str, end: Result<Uploaded, ApiError>, here: bool) {
        match end {
            Ok(Uploaded::Registered(plugin)) if here && !plugin.warnings.is_empty() => {
                self.toasts.done(format!("{name} is registered."));
                self.registered.set(Some(*plugin));
            }
            Ok(Uploaded::Registered(plugin)) => {
                self.toasts.done(format!("{name} is registered."));
                for warning in plugin.warnings {
                    self.toasts.failed(warning);
                }
                if here {
                    self.go.run(address::plugin(name));
                }
            }
            Ok(Uploaded::Cancelled) => {
                self.toasts
                    .done("The upload is cancelled. Nothing was registered.");
            }
            Ok(Uploaded::Abandoned) => self.toasts.failed(format!(
                "The server had the whole module already and may still register {name}."
            )),
            Err(error) if here => {
                let place = Place::of(&error);
                self.entry.refused.set(Some(error));
                place.focus();
            }
            Err(error) => self
                .toasts
                .failed(format!("{name} could not be registered: {error}")),
        }
    }
}

/// What was filled in, when all of it is valid.
fn registration(entry: Entry) -> Option<Registration> {
    let sha256 = entry.module.with_untracked(|chosen| match chosen {
        Chosen::Read(_, reading) => Some(reading.sha256.clone()),
        _ => None,
    })?;
    Some(Registration {
        name: entry.name.get_untracked(),
        description: entry.description.get_untracked(),
        memory_limit_bytes: check::memory(
            &entry.amount.get_untracked(),
            entry.unit.get_untracked(),
        )
        .ok()?,
        timeout_ms: check::timeout(&entry.timeout.get_untracked()).ok()?,
        enabled: entry.enabled.get_untracked(),
        sha256,
    })
}

/// How far sending is, with a way to end it.
#[component]
pub fn Sending(entry: Entry) -> impl IntoView {
    let under_way = Memo::new(move |_| entry.progress.with(Option::is_some));
    let compiling = Memo::new(move |_| entry.progress.get() == Some(Progress::Compiling));
    let figures = move || match entry.progress.get() {
        Some(Progress::Sending { sent, total }) => Some((sent, total)),
        _ => None,
    };
    let state = move || match (under_way.get(), compiling.get()) {
        (true, false) => "Sending",
        (true, true) => "Compiling",
        _ => "",
    };
    let detail = move || match figures() {
        Some((sent, total)) => format!("{} of {}", format::bytes(sent), format::bytes(total)),
        None => "the server has all of it and tries the module out".to_owned(),
    };
    let end = move |_| {
        entry.upload.with_value(|upload| {
            if let Some(upload) = upload {
                upload.cancel();
            }
        });
    };
    view! {
        <div class="sending">
            <p class="visually-hidden" role="status">
                {state}
            </p>
            {move || {
                under_way
                    .get()
                    .then(|| {
                        view! {
                            <div class="sending-line">
                                <p>
                                    <strong aria-hidden="true">{state}</strong>
                                    <span class="sending-detail">{detail}</span>
                                </p>
                                <button type="button" class="button small" on:click=end>
                                    {move || if compiling.get() { "Stop waiting" } else { "Cancel" }}
                                </button>
                            </div>
                            <progress
                                aria-label="Upload"
                                max=move || figures().map(|(_, total)| total.to_string())
                                value=move || figures().map(|(sent, _)| sent.to_string())
                                aria-valuetext=move || format!("{}, {}", state(), detail())
                            ></progress>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
