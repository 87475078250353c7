//! Verdicts, outcomes and results, told the same way everywhere.

use crate::prelude::*;
use acteon_api_types::{Outcome, VerdictKind};

use super::{Chip, Tone};

/// What a verdict means.
#[must_use]
pub const fn verdict_tone(verdict: VerdictKind) -> Tone {
    match verdict {
        VerdictKind::Allow => Tone::Allowed,
        VerdictKind::Deny | VerdictKind::Suppress => Tone::Denied,
        VerdictKind::Deduplicate
        | VerdictKind::Throttle
        | VerdictKind::Reroute
        | VerdictKind::Modify => Tone::Changed,
        VerdictKind::Error => Tone::Errored,
    }
}

/// A verdict.
#[component]
pub fn VerdictChip(verdict: VerdictKind) -> impl IntoView {
    view! { <Chip tone=verdict_tone(verdict) text=verdict.as_str() title=None/> }
}

/// What became of an action.
#[component]
pub fn OutcomeChip(outcome: Outcome) -> impl IntoView {
    let tone = match outcome {
        Outcome::Executed => Tone::Allowed,
        Outcome::Suppressed => Tone::Denied,
        Outcome::Deduplicated | Outcome::Throttled | Outcome::Rerouted => Tone::Changed,
        Outcome::Failed => Tone::Errored,
        Outcome::Unknown => Tone::Skipped,
    };
    view! { <Chip tone text=outcome.as_str() title=None/> }
}

/// What a plugin answered; none when the call failed.
#[component]
pub fn AnswerChip(verdict: Option<bool>) -> impl IntoView {
    let (tone, text) = match verdict {
        Some(true) => (Tone::Allowed, "true"),
        Some(false) => (Tone::Denied, "false"),
        None => (Tone::Errored, "failed"),
    };
    view! { <Chip tone text title=None/> }
}
