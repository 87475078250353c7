//! Where the module is chosen, or dropped.

use leptos::ev::{self, DragEvent};
use leptos::html;

use super::check::Place;
use super::entry::{Chosen, Entry};
use crate::components::{Glyph, Icon};
use crate::format;
use crate::prelude::*;

/// Names the field.
pub const ID: &str = "register-module";

/// Takes a file from the file dialog, or one that is dropped anywhere on the page.
#[component]
pub fn Zone(entry: Entry, input: NodeRef<html::Input>, max_module_bytes: u64) -> impl IntoView {
    let dragging = RwSignal::new(false);
    let stray = RwSignal::new(None::<String>);
    let chosen = move || {
        stray.set(None);
        let files = input.get_untracked().and_then(|input| input.files());
        entry.choose(files.and_then(|files| files.get(0)));
    };
    Effect::new(move |_| listen(entry, input, dragging, stray));
    let sending = move || entry.progress.with(Option::is_some);
    let text = move || {
        entry.module.with(|module| match module.file() {
            None => (
                "Drop a .wasm file here".to_owned(),
                format!("or choose one, up to {}", format::bytes(max_module_bytes)),
            ),
            Some(file) => {
                let size = format::bytes(file.size);
                let action = if matches!(module, Chosen::Reading(_)) {
                    "being read"
                } else {
                    "choose or drop another one to replace it"
                };
                (file.name.clone(), format!("{size}, {action}"))
            }
        })
    };
    let problem = move || stray.get().or_else(|| entry.problem(Place::Module));
    view! {
        <div class="field zone-field" class:invalid=move || problem().is_some()>
            <label
                class="zone"
                for=ID
                class:dragging=dragging
                class:chosen=move || entry.module.with(|module| module.file().is_some())
            >
                <span class="zone-mark">
                    {move || {
                        let glyph = match entry.module.with(|module| module.file().is_some()) {
                            true => Glyph::Package,
                            false => Glyph::Upload,
                        };
                        view! { <Icon glyph/> }
                    }}
                </span>
                <span class="zone-text">
                    <strong>{move || text().0}</strong>
                    <span>{move || text().1}</span>
                </span>
                <input
                    node_ref=input
                    id=ID
                    name="wasm_file"
                    type="file"
                    accept=".wasm,application/wasm"
                    required
                    aria-describedby=format!("{ID}-error")
                    aria-invalid=move || problem().is_some().then_some("true")
                    disabled=sending
                    on:change=move |_| chosen()
                />
            </label>
            <p class="field-error" id=format!("{ID}-error") aria-live="polite">
                {problem}
            </p>
        </div>
    }
    .into_any()
}

/// The browser would otherwise leave the page for a file that misses the zone.
fn listen(
    entry: Entry,
    input: NodeRef<html::Input>,
    dragging: RwSignal<bool>,
    stray: RwSignal<Option<String>>,
) {
    let over = window_event_listener(ev::dragover, move |event: DragEvent| {
        if has_files(&event) {
            event.prevent_default();
            dragging.set(entry.progress.with_untracked(Option::is_none));
        }
    });
    let away = window_event_listener(ev::dragleave, move |event: DragEvent| {
        // Inside the window it goes from one element to the next.
        if event.related_target().is_none() {
            dragging.set(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event: DragEvent| {
        if !has_files(&event) {
            return;
        }
        event.prevent_default();
        dragging.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        let (Some(files), Some(input)) = (files, input.get_untracked()) else {
            return;
        };
        if entry.progress.with_untracked(Option::is_some) {
            return;
        }
        if files.length() > 1 {
            stray.set(Some(format!(
                "these are {} files; drop the one that is the module",
                files.length()
            )));
            return;
        }
        stray.set(None);
        // The form has it as if it had been chosen.
        input.set_files(Some(&files));
        entry.choose(files.get(0));
    });
    on_cleanup(move || {
        over.remove();
        away.remove();
        dropped.remove();
    });
}

fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
