//! A change of the plugin: under way, made, or refused.

use std::future::Future;
use std::pin::Pin;

use crate::prelude::*;
use acteon_api_types::PluginDetail;
use leptos::task::spawn_local;

use super::shown::Shown;
use crate::ApiError;
use crate::components::{Glyph, Icon, Toasts};
use crate::data::page::PageInfo;
use crate::data::{SendResult, plugins};

/// The form that switches the plugin on.
pub const ENABLE: &str = "enable";
/// The form that switches the plugin off.
pub const DISABLE: &str = "disable";
/// The form that changes description and limits.
pub const UPDATE: &str = "update";
/// The form that replaces the module.
pub const REPLACE: &str = "replace";
/// The form that restores a revision.
pub const RESTORE: &str = "restore";
/// The field with the revision that a form was made for.
pub const REVISION: &str = "revision";

const CHANGED_MEANWHILE: u16 = 412;

/// A change: whether it is under way, and why it was refused the last time.
#[derive(Clone, Copy)]
pub struct Attempt {
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    /// Why it was refused.
    pub failure: RwSignal<Option<ApiError>>,
}

/// What a change answers, whatever it is.
pub type Changing = Pin<Box<dyn Future<Output = SendResult<PluginDetail>>>>;

impl Attempt {
    /// One of the forms `forms`, which may have been sent without scripts and refused.
    pub fn of(forms: &[&str]) -> Self {
        let submitted = use_context::<PageInfo>().and_then(|info| info.submitted);
        let failure = submitted
            .filter(|submitted| forms.contains(&submitted.form.as_str()))
            .and_then(|submitted| submitted.error);
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(failure),
        }
    }

    /// Makes the change and shows what the plugin then is; `done` says what was done.
    pub fn make(
        self,
        shown: Shown,
        change: Changing,
        done: impl FnOnce(&PluginDetail) -> String + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        let toasts = Toasts::current();
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = change.await;
            // The page may be gone by now, hence `try_`.
            self.busy.try_set(false);
            match answer {
                Ok(detail) => {
                    toasts.done(done(&detail));
                    shown.live.set(detail);
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }

    /// What is wrong with one field, if the refusal names it.
    pub fn about(self, field: &'static str) -> Option<String> {
        self.failure.with(|failure| {
            let message = failure.as_ref()?.to_string();
            names(&message, field).then_some(message)
        })
    }
}

fn names(message: &str, field: &str) -> bool {
    message.contains(&format!("`{field}`"))
}

/// Why a change was refused, where it was asked for. What names one of `fields` is shown there.
#[component]
pub fn Refusal(
    attempt: Attempt,
    /// Fields that show their errors themselves.
    #[prop(optional)]
    fields: &'static [&'static str],
    /// Called with the plugin as it is, after somebody else has changed it.
    #[prop(optional, into)]
    reloaded: Option<Callback<PluginDetail>>,
) -> impl IntoView {
    let refusal = move || {
        let error = attempt.failure.get()?;
        if error.status() == CHANGED_MEANWHILE {
            return Some(
                view! { <Conflict attempt message=error.to_string() reloaded/> }.into_any(),
            );
        }
        let message = error.to_string();
        if fields.iter().any(|field| names(&message, field)) {
            return None;
        }
        Some(
            view! {
                <div class="form-error">
                    <Icon glyph=Glyph::Alert/>
                    <p class="sentence">{message}</p>
                </div>
            }
            .into_any(),
        )
    };
    view! { <div class="refusal" role="alert">{refusal}</div> }.into_any()
}

/// Somebody else was faster.
#[component]
fn Conflict(
    attempt: Attempt,
    message: String,
    reloaded: Option<Callback<PluginDetail>>,
) -> impl IntoView {
    let shown = Shown::current();
    let loading = RwSignal::new(false);
    let load = move |_| {
        let Some(shown) = shown else {
            return;
        };
        let present = plugins::get(shown.name());
        loading.set(true);
        spawn_local(async move {
            let answer = present.await;
            loading.try_set(false);
            match answer {
                Ok(fetched) => {
                    attempt.failure.try_set(None);
                    shown.live.set(fetched.value.clone());
                    if let Some(reloaded) = reloaded {
                        reloaded.run(fetched.value);
                    }
                }
                Err(error) => {
                    attempt.failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <div class="form-error conflict">
            <Icon glyph=Glyph::Alert/>
            <div>
                <p>
                    <strong>"Somebody else has changed this plugin. "</strong>
                    <span class="sentence">{message}</span>
                    "."
                </p>
                <p class="needs-script">
                    "Nothing was overwritten, and what you entered stays. Load the present state, then decide again."
                </p>
                <p class="needs-no-script">
                    "Nothing was overwritten. This page now shows the present state: decide again."
                </p>
                <button
                    type="button"
                    class="button small needs-script"
                    class:busy=loading
                    disabled=loading
                    on:click=load
                >
                    <Icon glyph=Glyph::Repeat/>
                    "Load the present state"
                </button>
            </div>
        </div>
    }
    .into_any()
}
