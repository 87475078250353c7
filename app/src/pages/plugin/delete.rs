//! Deleting the plugin.

use crate::prelude::*;
use acteon_api_types::PluginSource;
use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::change::{Attempt, REVISION, Refusal};
use super::shown::Shown;
use crate::components::{Dialog, Field, SubmitButton, Toasts, described_by};
use crate::data::plugins;

/// The form that deletes the plugin.
pub const DELETE: &str = "delete";
/// The field into which its name is typed.
const CONFIRM: &str = "confirm";

/// Says what deleting breaks, asks for the name, and deletes.
#[component]
pub fn DeleteDialog() -> impl IntoView {
    let shown = Shown::current()?;
    if shown.refused.with_value(Option::is_some) {
        return None;
    }
    let title = format!("Delete {}?", shown.name());
    let attempt = Attempt::of(&[DELETE]);
    Some(
        view! {
            <Dialog id="delete" title=title open=shown.deleting>
                <DeleteForm shown attempt/>
            </Dialog>
        }
        .into_any(),
    )
}

#[component]
fn DeleteForm(shown: Shown, attempt: Attempt) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let confirmed = move || typed.with(|typed| *typed == shown.name());
    // Only scripts could enable it again.
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let revision = move || shown.detail.with(|detail| detail.plugin.revision);
    let toasts = Toasts::current();
    let navigate = use_navigate();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if attempt.busy.get_untracked() || !untrack(confirmed) {
            return;
        }
        let name = shown.name();
        let deleting = plugins::delete(name.clone(), Some(untrack(revision)));
        let navigate = navigate.clone();
        attempt.busy.set(true);
        attempt.failure.set(None);
        spawn_local(async move {
            let answer = deleting.await;
            attempt.busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.done(format!("{name} is deleted."));
                    navigate("/plugins", NavigateOptions::default());
                }
                Err(error) => {
                    attempt.failure.try_set(Some(error));
                }
            }
        });
    };
    let close = move |event: MouseEvent| {
        event.prevent_default();
        shown.deleting.set(false);
    };
    view! {
        <form class="form" method="post" action=shown.href() on:submit=send>
            <input type="hidden" name="do" value=DELETE/>
            <input type="hidden" name=REVISION value=revision/>
            {move || consequences(shown)}
            <Refusal attempt fields=&[CONFIRM]/>
            <Field
                id="delete-confirm"
                label="Type the name of the plugin to confirm"
                error=Signal::derive(move || attempt.about(CONFIRM))
            >
                <input
                    id="delete-confirm"
                    name=CONFIRM
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    required
                    placeholder=shown.name()
                    aria-describedby=described_by("delete-confirm")
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </Field>
            <div class="form-actions">
                <SubmitButton
                    label="Delete plugin"
                    class="danger"
                    busy=attempt.busy
                    disabled=Signal::derive(move || scripted.get() && !confirmed())
                />
                <a class="button ghost" href=shown.href() on:click=close>
                    "Cancel"
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// What deleting does to rules and files.
fn consequences(shown: Shown) -> AnyView {
    let (rules, source) = shown
        .detail
        .with(|detail| (detail.referenced_by.clone(), detail.plugin.source));
    let rules = if rules.is_empty() {
        view! { <p>"No loaded rule calls it."</p> }.into_any()
    } else {
        let one = rules.len() == 1;
        let items: Vec<_> = rules
            .into_iter()
            .map(|rule| view! { <li><code>{rule}</code></li> })
            .collect();
        view! {
            <div class="breaks">
                <p>
                    <strong>
                        {if one { "This rule calls it" } else { "These rules call it" }}
                    </strong>
                    " and would evaluate as an error from then on, so that nothing is dispatched for the actions they decide, unless they say otherwise with "
                    <code>"on_error"</code>
                    ":"
                </p>
                <ul class="tokens">{items}</ul>
            </div>
        }
        .into_any()
    };
    let source = match source {
        PluginSource::Upload => {
            "Its revisions can no longer be restored. If there is a file of the same name in the \
             plugin folder, that plugin comes back."
        }
        PluginSource::PluginDir => {
            "It comes from a file, which stays where it is: the plugin is gone until the file \
             changes or the server starts again."
        }
    };
    view! {
        {rules}
        <p class="muted">{source}</p>
    }
    .into_any()
}
