//! The verdict.

use crate::prelude::*;
use acteon_api_types::{EvaluateResponse, RuleResult, TraceEntry, VerdictKind};

use crate::components::{Glyph, Icon, verdict_tone};
use crate::format;
use crate::pages::playground::evaluated::Evaluated;

/// The rule that decided; none when none matched.
pub fn decider(answer: &EvaluateResponse) -> Option<&TraceEntry> {
    let name = answer.matched_rule.as_deref();
    let mut trace = answer.trace.iter();
    if let Some(name) = name {
        return trace.find(|entry| &*entry.rule_name == name);
    }
    // A rule that fails ends the evaluation without having matched.
    let failed = answer.verdict == VerdictKind::Error;
    trace.find(|entry| failed && entry.result == RuleResult::Error)
}

/// Rules that failed.
fn errors(answer: &EvaluateResponse) -> u64 {
    let failed = |entry: &&TraceEntry| entry.error.is_some();
    answer.trace.iter().filter(failed).count() as u64
}

/// What screen readers hear.
pub fn spoken(evaluated: &Evaluated) -> String {
    let answer = &evaluated.answer;
    let decided = match decider(answer) {
        Some(entry) if entry.result == RuleResult::Error => {
            format!("rule {} failed", entry.rule_name)
        }
        Some(entry) => format!("rule {} matched", entry.rule_name),
        None => "no rule matched".to_owned(),
    };
    let draft = match &evaluated.beside {
        Some(Ok(draft)) if draft.verdict == answer.verdict => {
            " The draft comes to the same verdict.".to_owned()
        }
        Some(Ok(draft)) => format!(" The draft comes to {}.", draft.verdict.as_str()),
        Some(Err(_)) => " The draft was not evaluated.".to_owned(),
        None => String::new(),
    };
    format!(
        "Verdict {}: {decided}, {} in {}.{draft}",
        answer.verdict.as_str(),
        format::counted(
            answer.total_rules_evaluated as u64,
            "rule evaluated",
            "rules evaluated"
        ),
        format::duration_us(answer.evaluation_duration_us),
    )
}

/// The verdict, why, and the figures.
#[component]
pub fn Banner(answer: EvaluateResponse, drafted: bool) -> impl IntoView {
    let tone = verdict_tone(answer.verdict).as_str();
    let failed = errors(&answer);
    let figures = [
        (
            format::count(answer.total_rules_evaluated as u64),
            "evaluated",
        ),
        (format::count(answer.total_rules_skipped as u64), "skipped"),
        (
            format::count(failed),
            if failed == 1 { "error" } else { "errors" },
        ),
        (format::duration_us(answer.evaluation_duration_us), "in all"),
    ];
    let figures = figures.map(|(value, label)| {
        view! {
            <div>
                <dd>{value}</dd>
                <dt>{label}</dt>
            </div>
        }
    });
    let trouble = (answer.has_errors && answer.verdict != VerdictKind::Error).then(|| {
        view! {
            <p class="verdict-trouble">
                <Icon glyph=Glyph::Alert/>
                {format::counted(failed, "rule", "rules")}
                " failed on the way. The verdict holds all the same."
            </p>
        }
    });
    view! {
        <div class="verdict" data-tone=tone>
            <h2>
                <span class="visually-hidden">"Verdict: "</span>
                {answer.verdict.as_str()}
            </h2>
            <div class="verdict-reason">
                <p>{because(&answer, drafted)}</p>
                {trouble}
            </div>
            <dl class="verdict-figures">{figures}</dl>
        </div>
    }
    .into_any()
}

/// Why it came to this, in a sentence.
fn because(answer: &EvaluateResponse, drafted: bool) -> AnyView {
    let rules = if drafted { "draft rule" } else { "rule" };
    let Some(entry) = decider(answer) else {
        return view! { "No " {rules} " matched, so the action passes." }.into_any();
    };
    let name = entry.rule_name.to_string();
    if entry.result == RuleResult::Error {
        let error = entry.error.clone().unwrap_or_default();
        return view! {
            "The " {rules} " " <strong>{name}</strong> " failed, so nothing would be dispatched: " {error}
        }
        .into_any();
    }
    let plugin = entry.wasm_details.as_ref().map(|call| {
        let plugin = call.plugin.clone();
        let answered = match call.verdict {
            Some(true) => " answered true",
            Some(false) => " answered false",
            None => " failed, and the rule counts that as a match",
        };
        let message = call.message.clone().map(|message| format!(", “{message}”"));
        view! { ": plugin " <strong>{plugin}</strong> {answered} {message} }
    });
    view! { "The " {rules} " " <strong>{name}</strong> " matched" {plugin} "." }.into_any()
}
