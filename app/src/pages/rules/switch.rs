//! Switching a rule on and off.

use crate::prelude::*;
use acteon_api_types::{EnabledBy, SessionRole};
use leptos::ev::SubmitEvent;
use leptos::task::spawn_local;

use super::read::LoadedRules;
use crate::components::{Chip, SubmitButton, Toasts, Tone, refusal_for_all};
use crate::data::page::PageInfo;
use crate::data::rules;
use crate::live::Live;

/// Whether a rule is evaluated, who said so, and the button that changes it.
#[component]
pub fn RuleSwitch(
    /// The rule.
    name: String,
    /// Whether it is evaluated.
    enabled: Signal<bool>,
    /// What that was set by.
    enabled_by: Signal<EnabledBy>,
    /// Where the answer is shown.
    live: Live<LoadedRules>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let error = RwSignal::new(
        submitted()
            .filter(|(rule, _)| *rule == name)
            .map(|(_, error)| error),
    );
    let refused = refusal_for_all(SessionRole::Operator, "switch rules");
    let disabled = Signal::stored(refused.is_some());
    let rule = StoredValue::new(name.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = !enabled.get_untracked();
        busy.set(true);
        let toasts = Toasts::current();
        spawn_local(async move {
            let name = rule.get_value();
            let answer = rules::set_enabled(name, wanted).await;
            // The row may be gone when the answer arrives, hence `try_`.
            match answer {
                Ok(answer) => {
                    toasts.done(format!("{} is {}.", answer.name, answer.status));
                    take_over(live, &answer.name, answer.enabled);
                    error.try_set(None);
                }
                Err(failure) => {
                    error.try_set(Some(failure.to_string()));
                }
            }
            busy.try_set(false);
        });
    };
    let chip = move || {
        let (tone, text) = if enabled.get() {
            (Tone::Allowed, "Enabled")
        } else {
            (Tone::Skipped, "Disabled")
        };
        view! { <Chip tone text title=None/> }
    };
    let overridden = move || {
        (enabled_by.get() == EnabledBy::Override).then(|| {
            view! {
                <span
                    class="tag"
                    title="Set over the API; it holds until the value in the file changes"
                >
                    "override"
                </span>
            }
        })
    };
    let verb = move || if enabled.get() { "Disable" } else { "Enable" };
    let form = move || if enabled.get() { "disable" } else { "enable" };
    let label = {
        let name = name.clone();
        move || format!("{} {name}", verb())
    };
    view! {
        <div class="rule-state">{chip} " " {overridden}</div>
        <form method="post" action="/rules" class="rule-switch" title=refused on:submit=submit>
            <input type="hidden" name="do" value=form/>
            <input type="hidden" name="rule" value=name/>
            <SubmitButton
                label=Signal::derive(move || verb().to_owned())
                described=Signal::derive(label)
                class="small"
                busy
                disabled
            />
        </form>
        <p class="field-error" aria-live="polite">
            {error}
        </p>
    }
    .into_any()
}

/// Puts the answer on the screen at once; the next refresh brings the rest.
fn take_over(live: Live<LoadedRules>, name: &str, enabled: bool) {
    live.latest().try_update(|latest| {
        let rules = latest
            .as_mut()
            .and_then(|fetched| fetched.value.rules.as_mut());
        let rule = rules.and_then(|rules| rules.iter_mut().find(|rule| rule.name == name));
        if let Some(rule) = rule
            && rule.enabled != enabled
        {
            rule.enabled = enabled;
            rule.enabled_by = EnabledBy::Override;
        }
    });
}

/// The rule whose form was refused when it was sent without scripts, and why.
pub fn submitted() -> Option<(String, String)> {
    let submitted = use_context::<PageInfo>()?.submitted?;
    let about = matches!(submitted.form.as_str(), "enable" | "disable");
    let error = submitted.error.as_ref()?;
    about.then(|| (submitted.field("rule").to_owned(), error.to_string()))
}
