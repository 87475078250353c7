//! Sending the form, and how far that is.

use acteon_api_types::PluginRegistered;
use leptos::ev;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::check::Place;
use super::entry::{Chosen, Entry};
use crate::components::{Toasts, UploadProgress};
use crate::data::upload::{Progress, Registration, Upload, Uploaded};
use crate::prelude::*;
use crate::{ApiError, address, limits};

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

    fn finish(self, name: &str, end: Result<Uploaded<PluginRegistered>, ApiError>, here: bool) {
        match end {
            Ok(Uploaded::Answered(plugin)) if here && !plugin.warnings.is_empty() => {
                self.toasts.done(format!("{name} is registered."));
                self.registered.set(Some(*plugin));
            }
            Ok(Uploaded::Answered(plugin)) => {
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
        memory_limit_bytes: limits::memory(
            &entry.amount.get_untracked(),
            entry.unit.get_untracked(),
        )
        .ok()?,
        timeout_ms: limits::timeout(&entry.timeout.get_untracked()).ok()?,
        snapshot: entry.snapshot.get_untracked(),
        enabled: entry.enabled.get_untracked(),
        sha256,
    })
}

/// How far sending is, with a way to end it.
#[component]
pub fn Sending(entry: Entry) -> impl IntoView {
    let end = move || {
        entry.upload.with_value(|upload| {
            if let Some(upload) = upload {
                upload.cancel();
            }
        });
    };
    view! { <UploadProgress progress=entry.progress end=Callback::new(move |()| end())/> }
        .into_any()
}
