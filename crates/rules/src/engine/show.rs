//! What is shown of the rules of a decision.

use std::time::Instant;

use acteon_core::{
    ConditionParts, PartsSpan, RuleAction, RuleResult, SkipReason, TraceEntry, WasmDetails,
};

use super::modified_payload;
use serde_json::Value;

use crate::allowance::{Allowance, bytes_of};
use crate::bounds::{EXPLANATION_BYTES, TRACE_BYTES};
use crate::eval::{Evaluation, Outcomes};
use crate::{Request, Rule, trace};

/// A rule that has been evaluated.
pub struct Evaluated<'e, 'r> {
    pub rule: &'r Rule,
    pub request: &'r Request<'r>,
    pub evaluation: &'e Evaluation<'r>,
    /// What the parts came to.
    pub outcomes: &'e Outcomes<'e>,
    pub result: RuleResult,
    pub error: Option<&'e str>,
    /// The plugin call that settled what became of the rule.
    pub deciding_call: Option<usize>,
    /// Whether the rule decides.
    pub decides: bool,
    /// The payload that it makes, if it decides.
    pub modified: Option<&'e Value>,
}

impl Evaluated<'_, '_> {
    fn entry(&self) -> TraceEntry {
        let mut entry = trace::start(self.rule);
        entry.result = self.result;
        entry.error = self.error.map(str::to_owned);
        entry
    }

    fn details(&self, allowance: &mut Allowance) -> Option<Box<WasmDetails>> {
        let call = self.evaluation.calls.get(self.deciding_call?)?;
        Some(Box::new(trace::details(call, allowance)))
    }

    fn calls(&self, allowance: &mut Allowance) -> Vec<WasmDetails> {
        trace::calls(&self.evaluation.calls, allowance)
    }
}

/// The entry of the rule that decided, for itself.
pub fn explanation(evaluated: &Evaluated<'_, '_>) -> TraceEntry {
    let mut allowance = Allowance::new(EXPLANATION_BYTES);
    let mut entry = evaluated.entry();
    entry.parts = trace::parts(
        evaluated.rule.condition(),
        evaluated.outcomes,
        |fault| evaluated.evaluation.explain(fault).0,
        &mut allowance,
    );
    entry.wasm_details = evaluated.details(&mut allowance);
    entry.wasm_calls = evaluated.calls(&mut allowance);
    if let (Some(_), RuleAction::Modify { changes }) = (evaluated.modified, evaluated.rule.action())
    {
        entry.modify_patch = Some(changes.clone());
    }
    entry
}

/// The trace of a decision that is being made.
pub struct Shown<'r> {
    rules: &'r [Rule],
    entries: Vec<TraceEntry>,
    /// By entry: its parts.
    spans: Vec<PartsSpan>,
    parts: trace::Parts<'r>,
    allowance: Allowance,
    /// When the rule that is shown next began.
    began: Instant,
    /// Memory that a copy of the payload needs, once it is known: finding out takes long.
    payload_bytes: Option<usize>,
}

impl<'r> Shown<'r> {
    /// The trace of a decision by `rules`, each of which is to be added in order.
    pub fn new(rules: &'r [Rule]) -> Self {
        Self {
            rules,
            entries: Vec::with_capacity(rules.len() + 1),
            spans: Vec::with_capacity(rules.len()),
            parts: trace::Parts::default(),
            allowance: Allowance::new(TRACE_BYTES),
            began: Instant::now(),
            payload_bytes: None,
        }
    }

    /// Adds a rule that is not looked at.
    pub fn skip(&mut self, rule: &Rule, reason: SkipReason) {
        self.spans.push(PartsSpan::default());
        self.entries.push(trace::skipped(rule, reason));
    }

    /// Adds a rule whose requirement the action does not meet.
    pub fn pass_over(&mut self, rule: &Rule, outcomes: &Outcomes<'r>) {
        let (condition, explain) = (rule.condition(), ToString::to_string);
        let parts = &mut self.parts;
        let span = parts.write(condition, outcomes, explain, &mut self.allowance);
        self.spans.push(span);
        let evaluation_duration_us = self.microseconds();
        self.entries.push(TraceEntry {
            evaluation_duration_us,
            ..trace::start(rule)
        });
    }

    /// Adds a rule that was evaluated.
    pub fn evaluated(&mut self, evaluated: &Evaluated<'_, 'r>) {
        let wasm_details = if evaluated.decides {
            evaluated.details(&mut Allowance::new(usize::MAX))
        } else {
            evaluated.details(&mut self.allowance)
        };
        let wasm_calls = evaluated.calls(&mut self.allowance);
        let span = self.parts.write(
            evaluated.rule.condition(),
            &evaluated.evaluation.outcomes,
            |fault| evaluated.evaluation.explain(fault).0,
            &mut self.allowance,
        );
        self.spans.push(span);
        let (modify_patch, modified_payload_preview) = self.changes(evaluated);
        let evaluation_duration_us = self.microseconds();
        self.entries.push(TraceEntry {
            result: evaluated.result,
            error: evaluated.error.map(str::to_owned),
            evaluation_duration_us,
            modify_patch,
            modified_payload_preview,
            wasm_details,
            wasm_calls,
            ..trace::start(evaluated.rule)
        });
    }

    /// The entries of all rules that were added.
    pub fn finish(self) -> Vec<TraceEntry> {
        let mut entries = self.entries;
        let content = self.parts.finish();
        for ((entry, rule), span) in entries.iter_mut().zip(self.rules).zip(self.spans) {
            entry.parts = ConditionParts::new(rule.condition().places(), &content, span);
        }
        entries
    }

    /// What a `modify` rule changed: the patch, and the payload after it. Of a rule that does not
    /// decide only what there is room for: each would show a copy of the payload.
    fn changes(&mut self, evaluated: &Evaluated<'_, '_>) -> (Option<Value>, Option<Value>) {
        let (RuleResult::Matched, RuleAction::Modify { changes }) =
            (evaluated.result, evaluated.rule.action())
        else {
            return (None, None);
        };
        if let Some(modified) = evaluated.modified {
            return (Some(changes.clone()), Some(modified.clone()));
        }
        let allowance = &mut self.allowance;
        if !allowance.take_value(changes) {
            return (None, None);
        }
        let payload = &evaluated.request.action.payload;
        let bytes = *(self.payload_bytes).get_or_insert_with(|| bytes_of(payload, TRACE_BYTES));
        let fits = allowance.take(bytes) && allowance.take_value(changes);
        let modified = fits.then(|| modified_payload(evaluated.rule, evaluated.request));
        (Some(changes.clone()), modified.flatten())
    }

    /// Microseconds that the rule took which is shown, from the end of the one before.
    fn microseconds(&mut self) -> u64 {
        let now = Instant::now();
        let took = now.saturating_duration_since(self.began);
        self.began = now;
        u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
    }
}
