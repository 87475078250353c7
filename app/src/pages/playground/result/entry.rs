//! One rule in the trace.

use crate::prelude::*;
use acteon_api_types::{ConditionPart, RuleResult, SkipReason, TraceEntry, VerdictKind};

use super::payload::Patch;
use super::plugin_call::PluginCalls;
use super::why::Why;
use crate::components::condition::marks::{self, Reason};
use crate::components::{Chip, Glyph, Icon, Tone, verdict_tone};
use crate::format;

/// Name of the last entry when nothing matched.
const FALLTHROUGH: &str = "(default fallthrough)";
/// Width of the whole duration bar.
const BAR: u64 = 100;

/// One rule, and what it is among the others.
#[derive(Clone)]
pub struct EntryData {
    /// The rule.
    pub entry: TraceEntry,
    /// Whether it decided.
    pub decides: bool,
    /// Whether it came after the one that decided.
    pub after: bool,
    /// Whether it came right after it, and was evaluated all the same.
    pub cut: bool,
    /// Whether the address asks for it.
    pub asked: bool,
    /// The longest duration of a rule.
    pub longest: u64,
}

/// One rule: what it came to and why, and on request everything that is known of it.
#[component]
pub fn Entry(data: EntryData, complete: bool) -> impl IntoView {
    let EntryData {
        entry,
        decides,
        after,
        cut,
        asked,
        longest,
    } = data;
    let cut = cut.then(|| {
        view! { <p class="cut">"Decided. In a dispatch the rules below would not have been evaluated."</p> }
    });
    let fallthrough = &*entry.rule_name == FALLTHROUGH;
    let condition: Vec<ConditionPart> = entry.parts.iter().collect();
    let quiet = matches!(entry.result, RuleResult::NotMatched | RuleResult::Skipped);
    // What decided is open from the start, and what somebody came for.
    let open = RwSignal::new(decides || asked || complete);
    let head = view! {
        <span class="entry-priority" title="Priority">
            {(!fallthrough).then_some(entry.priority)}
        </span>
        <span class="entry-body">
            <span class="entry-name">
                <span class="rule-name">{entry.rule_name.to_string()}</span>
                {decides.then(|| view! { <span class="tag decides">"decides"</span> })}
                {(!entry.enabled).then(|| view! { <span class="tag">"disabled"</span> })}
                {asked.then(|| view! { <span class="tag">"the rule you chose"</span> })}
            </span>
            <code class="condition">{condition_view(&entry.condition_display, &condition)}</code>
            {reason_view(&entry)}
        </span>
        <span class="entry-result">{result_chip(&entry, decides)}</span>
        {duration(&entry, longest)}
    };
    let class = if fallthrough {
        "entry fallthrough"
    } else {
        "entry"
    };
    if fallthrough || entry.result == RuleResult::Skipped {
        return view! {
            <li class=class class:quiet=quiet class:after=after>
                {cut}
                <div class="entry-head">
                    <span class="entry-fold"></span>
                    {head}
                </div>
            </li>
        }
        .into_any();
    }
    let body = StoredValue::new((entry, condition));
    view! {
        <li class=class class:quiet=quiet class:after=after class:decided=decides>
            {cut}
            <details
                open=open.get_untracked()
                on:toggle:target=move |event| open.set(event.target().open())
            >
                <summary class="entry-head">
                    <span class="entry-fold">
                        <Icon glyph=Glyph::Next/>
                    </span>
                    {head}
                </summary>
                {move || {
                    open.get().then(|| body.with_value(|(entry, condition)| details(entry, condition)))
                }}
            </details>
        </li>
    }
    .into_any()
}

fn condition_view(condition: &str, condition_parts: &[ConditionPart]) -> Vec<AnyView> {
    marks::stretches(condition, condition_parts)
        .into_iter()
        .map(|stretch| {
            let mark = stretch.mark.as_str();
            view! { <span data-mark=mark>{stretch.text}</span> }.into_any()
        })
        .collect()
}

/// What the result rests on, in a line.
fn reason_view(entry: &TraceEntry) -> Option<AnyView> {
    if entry.result == RuleResult::Skipped {
        let text = match entry.skip_reason {
            Some(SkipReason::Disabled) => "Skipped: the rule is disabled",
            Some(SkipReason::EarlierRuleMatched) => "Skipped: an earlier rule had decided",
            None => "Skipped",
        };
        return Some(view! { <span class="reason-line">{text}</span> }.into_any());
    }
    if let Some(error) = entry.error.clone() {
        return Some(view! { <span class="reason-line failed">{error}</span> }.into_any());
    }
    if let Some(call) = &entry.wasm_details {
        // Where another part settled it, the plugin was not asked, and there are no details.
        let answered = if call.verdict == Some(true) {
            "true"
        } else {
            "false"
        };
        let message = call.message.clone().map(|message| format!(": {message}"));
        return Some(
            view! {
                <span class="reason-line">
                    {call.plugin.clone()} " answered " <b>{answered}</b> {message}
                </span>
            }
            .into_any(),
        );
    }
    let reasons = marks::reasons(entry);
    (!reasons.is_empty()).then(|| {
        let reasons: Vec<_> = reasons.into_iter().map(reason).collect();
        view! { <span class="reason-line">{reasons}</span> }.into_any()
    })
}

fn reason(reason: Reason) -> AnyView {
    let verb = if reason.failed { " failed: " } else { " is " };
    view! {
        <span class="reason-value">
            <code>{reason.what}</code>
            {verb}
            <code class="value">{reason.value}</code>
        </span>
    }
    .into_any()
}

fn result_chip(entry: &TraceEntry, decides: bool) -> AnyView {
    let action = entry.action.to_lowercase();
    let (tone, text) = match entry.result {
        RuleResult::Matched => {
            let tone = VerdictKind::parse(&action).map_or(Tone::Changed, verdict_tone);
            let word = if decides { "Matched" } else { "Would" };
            (tone, format!("{word}: {action}"))
        }
        RuleResult::NotMatched => (Tone::Skipped, "Not matched".to_owned()),
        RuleResult::Skipped => (Tone::Skipped, "Skipped".to_owned()),
        RuleResult::Error => (Tone::Errored, "Error".to_owned()),
    };
    view! { <Chip tone text title=None/> }.into_any()
}

/// How long the rule took, beside the one that took longest.
fn duration(entry: &TraceEntry, longest: u64) -> AnyView {
    if entry.result == RuleResult::Skipped || &*entry.rule_name == FALLTHROUGH {
        return view! {
            <span class="entry-bar"></span>
            <span class="entry-duration"></span>
        }
        .into_any();
    }
    let took = entry.evaluation_duration_us;
    let width = (took.saturating_mul(BAR))
        .checked_div(longest)
        .unwrap_or_default()
        .clamp(1, BAR);
    let tone = if entry.error.is_some() {
        "errored"
    } else {
        "plain"
    };
    view! {
        <svg class="entry-bar" data-tone=tone viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-whole" width="100" height="6"></rect>
            <rect class="bar-part" width=width.to_string() height="6"></rect>
        </svg>
        <span class="entry-duration">{format::duration_us(took)}</span>
    }
    .into_any()
}

/// Everything that is known of a rule.
fn details(entry: &TraceEntry, condition: &[ConditionPart]) -> AnyView {
    let description = entry.description.as_ref().map(|text| {
        view! { <p class="entry-description">{text.to_string()}</p> }
    });
    let about = format!("Source {}, action {}", entry.source, entry.action);
    let calls = (!entry.wasm_calls.is_empty() || entry.wasm_details.is_some()).then(|| {
        view! { <PluginCalls entry=entry.clone()/> }
    });
    let patch = entry.modify_patch.clone().map(|patch| {
        view! { <Patch patch after=entry.modified_payload_preview.clone()/> }
    });
    let with_calls = calls.is_some();
    view! {
        <div class="entry-details" class:with-calls=with_calls>
            <div class="entry-why">
                {description}
                <Why entry=entry.clone() parts=condition.to_vec()/>
                {patch}
                <p class="entry-about">{about}</p>
            </div>
            {calls}
        </div>
    }
    .into_any()
}
