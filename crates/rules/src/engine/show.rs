//! What is shown of the rules of a decision.

use std::time::Instant;

use acteon_core::{ConditionParts, PartsWriter, RuleAction, RuleResult, TraceEntry, WasmDetails};

use super::modified_payload;
use crate::allowance::{Allowance, bytes_of};
use crate::bounds::{EXPLANATION_BYTES, TRACE_BYTES};
use crate::eval::{Evaluation, Fault, Outcomes};
use crate::{Request, Rule, trace};

pub use trace::{fallthrough, skipped};

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
    pub modified: Option<&'e serde_json::Value>,
}

impl Evaluated<'_, '_> {
    fn entry(&self) -> TraceEntry {
        let mut entry = trace::start(self.rule);
        entry.result = self.result;
        entry.error = self.error.map(str::to_owned);
        entry
    }

    fn parts(&self, allowance: &mut Allowance, writer: &mut PartsWriter) -> ConditionParts {
        let explain = |fault: &Fault| self.evaluation.explain(fault).0;
        let condition = self.rule.condition();
        trace::parts(condition, self.outcomes, explain, allowance, writer)
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
    entry.parts = evaluated.parts(&mut allowance, &mut PartsWriter::default());
    entry.wasm_details = evaluated.details(&mut allowance);
    entry.wasm_calls = evaluated.calls(&mut allowance);
    if let (Some(_), RuleAction::Modify { changes }) = (evaluated.modified, evaluated.rule.action())
    {
        entry.modify_patch = Some(changes.clone());
    }
    entry
}

/// What has been shown in the trace of a decision.
pub struct Shown {
    allowance: Allowance,
    writer: PartsWriter,
    /// When the rule that is shown next began.
    began: Instant,
    /// Memory that a copy of the payload needs, once it is known: finding out takes long.
    payload_bytes: Option<usize>,
}

impl Shown {
    pub fn new() -> Self {
        Self {
            allowance: Allowance::new(TRACE_BYTES),
            writer: PartsWriter::default(),
            began: Instant::now(),
            payload_bytes: None,
        }
    }

    /// The entry of a rule whose requirement the action does not meet.
    pub fn passed_over(&mut self, rule: &Rule, outcomes: &Outcomes<'_>) -> TraceEntry {
        let mut entry = trace::start(rule);
        entry.parts = trace::parts(
            rule.condition(),
            outcomes,
            ToString::to_string,
            &mut self.allowance,
            &mut self.writer,
        );
        entry.evaluation_duration_us = self.microseconds();
        entry
    }

    /// The entry of a rule that was evaluated.
    pub fn evaluated(&mut self, evaluated: &Evaluated<'_, '_>) -> TraceEntry {
        let mut entry = evaluated.entry();
        entry.wasm_details = if evaluated.decides {
            evaluated.details(&mut Allowance::new(usize::MAX))
        } else {
            evaluated.details(&mut self.allowance)
        };
        entry.wasm_calls = evaluated.calls(&mut self.allowance);
        entry.parts = evaluated.parts(&mut self.allowance, &mut self.writer);
        self.changes(&mut entry, evaluated);
        entry.evaluation_duration_us = self.microseconds();
        entry
    }

    /// Shows what a `modify` rule changed. Of a rule that does not decide only what there is room
    /// for: each would show a copy of the payload.
    fn changes(&mut self, entry: &mut TraceEntry, evaluated: &Evaluated<'_, '_>) {
        let (RuleResult::Matched, RuleAction::Modify { changes }) =
            (evaluated.result, evaluated.rule.action())
        else {
            return;
        };
        if let Some(modified) = evaluated.modified {
            entry.modify_patch = Some(changes.clone());
            entry.modified_payload_preview = Some(modified.clone());
            return;
        }
        let allowance = &mut self.allowance;
        if !allowance.take_value(changes) {
            return;
        }
        entry.modify_patch = Some(changes.clone());
        let payload = &evaluated.request.action.payload;
        let bytes = *(self.payload_bytes).get_or_insert_with(|| bytes_of(payload, TRACE_BYTES));
        if allowance.take(bytes) && allowance.take_value(changes) {
            entry.modified_payload_preview = modified_payload(evaluated.rule, evaluated.request);
        }
    }

    /// Microseconds that the rule took which is shown, from the end of the one before.
    fn microseconds(&mut self) -> u64 {
        let now = Instant::now();
        let took = now.saturating_duration_since(self.began);
        self.began = now;
        u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
    }
}
