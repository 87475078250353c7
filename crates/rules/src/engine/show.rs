//! What is shown of the rules of a decision.

use std::time::Instant;

use acteon_core::{RuleAction, RuleResult, TraceEntry};

use super::modified_payload;
use crate::allowance::{Allowance, bytes_of};
use crate::bounds::{EXPLANATION_BYTES, TRACE_BYTES};
use crate::eval::{Evaluator, Fault, Outcomes};
use crate::{Request, Rule, trace};

pub use trace::{fallthrough, skipped};

/// A rule that has been evaluated.
pub struct Evaluated<'e, 'r> {
    pub rule: &'r Rule,
    pub request: &'r Request<'r>,
    pub evaluator: &'e Evaluator<'r>,
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
        TraceEntry {
            result: self.result,
            error: self.error.map(str::to_owned),
            ..trace::start(self.rule)
        }
    }

    fn explain(&self, fault: &Fault) -> String {
        self.evaluator.explain(fault).0
    }

    fn parts(&self, allowance: &mut Allowance) -> Vec<acteon_core::ConditionPart> {
        trace::parts(
            self.rule.condition(),
            self.evaluator.outcomes(),
            |fault| self.explain(fault),
            allowance,
        )
    }

    fn details(&self, allowance: &mut Allowance) -> Option<acteon_core::WasmDetails> {
        let call = self.evaluator.calls().get(self.deciding_call?)?;
        Some(trace::details(call, allowance))
    }
}

/// The entry of the rule that decided, for itself.
pub fn explanation(evaluated: &Evaluated<'_, '_>) -> TraceEntry {
    let mut allowance = Allowance::new(EXPLANATION_BYTES);
    let mut entry = evaluated.entry();
    entry.parts = evaluated.parts(&mut allowance);
    entry.wasm_details = evaluated.details(&mut allowance);
    entry.wasm_calls = trace::calls(evaluated.evaluator.calls(), &mut allowance);
    if let (Some(_), RuleAction::Modify { changes }) = (evaluated.modified, evaluated.rule.action())
    {
        entry.modify_patch = Some(changes.clone());
    }
    entry
}

/// What has been shown in the trace of a decision.
pub struct Shown {
    allowance: Allowance,
    /// Memory that a copy of the payload needs, once it is known: finding out takes long.
    payload_bytes: Option<usize>,
}

impl Shown {
    pub fn new() -> Self {
        Self {
            allowance: Allowance::new(TRACE_BYTES),
            payload_bytes: None,
        }
    }

    /// The entry of a rule whose requirement the action does not meet.
    pub fn passed_over(
        &mut self,
        rule: &Rule,
        outcomes: &Outcomes<'_>,
        started: Instant,
    ) -> TraceEntry {
        let mut entry = trace::start(rule);
        let explain = ToString::to_string;
        entry.parts = trace::parts(rule.condition(), outcomes, explain, &mut self.allowance);
        entry.evaluation_duration_us = microseconds(started);
        entry
    }

    /// The entry of a rule that was evaluated.
    pub fn evaluated(&mut self, evaluated: &Evaluated<'_, '_>, started: Instant) -> TraceEntry {
        let mut entry = evaluated.entry();
        entry.wasm_details = if evaluated.decides {
            evaluated.details(&mut Allowance::new(usize::MAX))
        } else {
            evaluated.details(&mut self.allowance)
        };
        entry.wasm_calls = trace::calls(evaluated.evaluator.calls(), &mut self.allowance);
        entry.parts = evaluated.parts(&mut self.allowance);
        self.changes(&mut entry, evaluated);
        entry.evaluation_duration_us = microseconds(started);
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
}

fn microseconds(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX)
}
