//! Replacing the module.

use crate::prelude::*;
use acteon_api_types::PluginSource;
use leptos::ev::{self, MouseEvent, SubmitEvent};
use leptos::html;
use leptos::task::spawn_local;

use super::change::{Attempt, REPLACE, REVISION, Refusal};
use super::shown::Shown;
use crate::ApiError;
use crate::components::{Dialog, Field, SubmitButton, Toasts, UploadProgress, described_by};
use crate::data::page::PageInfo;
use crate::data::upload::{Progress, Upload, Uploaded};
use crate::format;

/// The field with the module.
const MODULE: &str = "wasm_file";

/// What is wrong with the module, if that is why it was refused.
fn about_module(error: Option<&ApiError>) -> Option<String> {
    let error = error?;
    let message = error.to_string();
    let kinds = ["compilation_error", "payload_too_large"];
    let its = error.kind().is_some_and(|kind| kinds.contains(&kind));
    (its || message.contains(&format!("`{MODULE}`"))).then_some(message)
}

/// Replaces the module with a file.
#[component]
pub fn ReplaceDialog() -> impl IntoView {
    let shown = Shown::current()?;
    if shown.refused.with_value(Option::is_some) {
        return None;
    }
    let title = format!("Replace the module of {}", shown.name());
    let attempt = Attempt::of(&[REPLACE]);
    Some(
        view! {
            <Dialog id="replace" title=title open=shown.replacing>
                <ReplaceForm shown attempt/>
            </Dialog>
        }
        .into_any(),
    )
}

#[component]
fn ReplaceForm(shown: Shown, attempt: Attempt) -> impl IntoView {
    let revision = move || shown.detail.with(|detail| detail.plugin.revision);
    let settings = use_context::<PageInfo>()
        .unwrap_or_default()
        .plugin_settings;
    let hint = format!(
        "A .wasm file of at most {}. Description, limits and state stay as they are.",
        format::bytes(settings.max_module_bytes)
    );
    let file = move || {
        shown.detail.with(|detail| {
            (detail.plugin.source == PluginSource::PluginDir).then_some(
                "This plugin comes from a file, which is never written to: the upload stands in front of it. \
                 Delete the upload, and the file's plugin is back.",
            )
        })
    };
    let input = NodeRef::<html::Input>::new();
    let progress = RwSignal::new(None::<Progress>);
    let sending = StoredValue::new(None::<Upload>);
    let toasts = Toasts::current();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let files = input.get_untracked().and_then(|input| input.files());
        let file = files.and_then(|files| files.get(0));
        let (Some(file), false) = (file, attempt.busy.get_untracked()) else {
            return;
        };
        let upload = match Upload::new() {
            Ok(upload) => upload,
            Err(error) => return attempt.failure.set(Some(error)),
        };
        sending.set_value(Some(upload.clone()));
        attempt.failure.set(None);
        attempt.busy.set(true);
        let revision = untrack(revision);
        spawn_local(async move {
            let staying = window_event_listener(ev::beforeunload, |event| event.prevent_default());
            let name = shown.name();
            let told = move |now| {
                progress.try_set(Some(now));
            };
            let end = upload.replace(&name, revision, file, told).await;
            staying.remove();
            // The page may be gone by now, hence `try_`.
            progress.try_set(None);
            attempt.busy.try_set(false);
            match end {
                Ok(Uploaded::Answered(detail)) => {
                    toasts.done(format!("The module of {name} is replaced."));
                    shown.replacing.try_set(false);
                    shown.live.set(*detail);
                }
                Ok(Uploaded::Cancelled) => {
                    toasts.done("The upload is cancelled. Nothing was replaced.");
                }
                Ok(Uploaded::Abandoned) => toasts.failed(format!(
                    "The server had the whole module already and may still replace that of {name}."
                )),
                Err(error) => {
                    attempt.failure.try_set(Some(error));
                }
            }
        });
    };
    let end = move |()| {
        sending.with_value(|upload| {
            if let Some(upload) = upload {
                upload.cancel();
            }
        });
    };
    let refused = move || {
        attempt
            .failure
            .with(|failure| about_module(failure.as_ref()))
    };
    let close = move |event: MouseEvent| {
        event.prevent_default();
        shown.replacing.set(false);
    };
    view! {
        <form class="form" method="post" enctype="multipart/form-data" action=shown.href() on:submit=send>
            <input type="hidden" name="do" value=REPLACE/>
            <input type="hidden" name=REVISION value=revision/>
            {move || refused().is_none().then(|| view! { <Refusal attempt/> })}
            <p>
                "Calls in flight finish with the present module; every call after that has the new one. The present one stays among the revisions and can be restored."
            </p>
            {move || file().map(|file| view! { <p class="muted">{file}</p> })}
            <Field
                id="replace-module"
                label="Module"
                hint=hint
                error=Signal::derive(refused)
            >
                <input
                    node_ref=input
                    id="replace-module"
                    type="file"
                    name=MODULE
                    accept=".wasm,application/wasm"
                    required
                    aria-describedby=described_by("replace-module")
                />
            </Field>
            <UploadProgress progress end=Callback::new(end)/>
            <div class="form-actions">
                <SubmitButton label="Replace module" class="primary" busy=attempt.busy/>
                <a class="button ghost" href=shown.href() on:click=close>
                    "Cancel"
                </a>
            </div>
        </form>
    }
    .into_any()
}
