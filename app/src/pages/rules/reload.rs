//! Reloading the rule files, and what came of it.

use crate::prelude::*;
use acteon_api_types::{ReloadResponse, SessionRole};
use leptos::ev::SubmitEvent;
use leptos::task::spawn_local;

use super::places::places;
use crate::ApiError;
use crate::components::{Glyph, Icon, SubmitButton, Toasts, refusal_for_all};
use crate::data::page::PageInfo;
use crate::data::rules;
use crate::format;

/// The form's name.
const FORM: &str = "reload";

/// A reload and what came of the last one.
#[derive(Clone, Copy)]
pub struct Reload {
    /// What the last one answered.
    report: RwSignal<Option<Result<ReloadResponse, ApiError>>>,
    busy: RwSignal<bool>,
    /// How many were answered.
    done: RwSignal<u32>,
}

impl Reload {
    /// Starts with the form that was sent without scripts, if one was.
    pub fn new() -> Self {
        let submitted = use_context::<PageInfo>()
            .and_then(|info| info.submitted)
            .filter(|submitted| submitted.form == FORM);
        let report = submitted.and_then(|submitted| match submitted.error {
            Some(error) => Some(Err(error)),
            None => serde_json::from_value(submitted.result?).ok().map(Ok),
        });
        Self {
            report: RwSignal::new(report),
            busy: RwSignal::new(false),
            done: RwSignal::new(0),
        }
    }

    /// How many reloads were answered on this page.
    pub fn done(self) -> Signal<u32> {
        self.done.into()
    }

    /// Whether the last one was refused because of the files: their problems are on the screen.
    pub fn shows_problems(self) -> bool {
        self.report
            .with(|report| matches!(report, Some(Err(error)) if !error.places().is_empty()))
    }

    fn start(self) {
        self.busy.set(true);
        let toasts = Toasts::current();
        spawn_local(async move {
            let answer = rules::reload().await;
            if let Ok(answer) = &answer {
                let rules = format::counted(answer.loaded as u64, "rule is", "rules are");
                toasts.done(format!("Reloaded: {rules} in force."));
            }
            // The page may be gone when the answer arrives, hence `try_`.
            self.report.try_set(Some(answer));
            self.busy.try_set(false);
            self.done.try_update(|done| *done += 1);
        });
    }
}

/// Reloads the rule files.
#[component]
pub fn ReloadButton(reload: Reload) -> impl IntoView {
    let refused = refusal_for_all(SessionRole::Operator, "reload the rules");
    let disabled = refused.is_some();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        reload.start();
    };
    view! {
        <form method="post" action="/rules" on:submit=submit title=refused>
            <input type="hidden" name="do" value=FORM/>
            <SubmitButton label="Reload the files" busy=reload.busy disabled=Signal::stored(disabled)/>
        </form>
    }
}

/// What the last reload said, when there is more to say than that it went well.
#[component]
pub fn ReloadReport(reload: Reload) -> impl IntoView {
    let report = move || match reload.report.get()? {
        Err(error) => Some(refused(&error)),
        Ok(answer) if !answer.warnings.is_empty() => Some(warned(&answer)),
        Ok(_) => None,
    };
    view! { <div aria-live="polite">{report}</div> }
}

fn refused(error: &ApiError) -> AnyView {
    let of_files = !error.places().is_empty();
    let title = if of_files {
        "The files were not taken over"
    } else {
        "The rules could not be reloaded"
    };
    let list = of_files.then(|| places("Problems in the rule files", error.places()));
    let reason = (!of_files).then(|| view! { <p class="reason">{error.to_string()}</p> });
    view! {
        <section class="panel report wrong" aria-label=title>
            <div class="report-head">
                <Icon glyph=Glyph::Alert/>
                <div>
                    <h2>{title}</h2>
                    {reason}
                    <p>"The rules that were in force before still are."</p>
                </div>
            </div>
            {list}
        </section>
    }
    .into_any()
}

fn warned(answer: &ReloadResponse) -> AnyView {
    let title = format!(
        "Reloaded with {}",
        format::counted(answer.warnings.len() as u64, "warning", "warnings")
    );
    let rules = format::counted(answer.loaded as u64, "rule is", "rules are");
    let label = title.clone();
    view! {
        <section class="panel report" aria-label=label>
            <div class="report-head">
                <Icon glyph=Glyph::Alert/>
                <div>
                    <h2>{title}</h2>
                    <p>{rules} " in force. What the files say and what is likely meant differ:"</p>
                </div>
            </div>
            {places("Warnings about the rule files", &answer.warnings)}
        </section>
    }
    .into_any()
}
