//! Deciding about an action.

use std::collections::BTreeSet;
use std::time::Instant;

use acteon_core::{OnError, RuleAction, RuleResult, SkipReason, TraceEntry, VerdictKind};
use serde_json::Value;

use crate::allowance::{Allowance, bytes_of};
use crate::bounds::{CALLS_BYTES, STEPS_OF_A_DECISION, TRACE_BYTES};
use crate::eval::{Call, Evaluator, Fault};
use crate::{CallMade, Decision, Request, Rule, RuleError, RuleSet, answer, time, trace};

/// Decides about one action. Never panics, and returns soon after the request's deadline: each
/// condition and the decision as a whole are bounded, and plugin calls end by themselves.
#[must_use]
pub fn evaluate(rules: &RuleSet, request: &Request<'_>) -> Decision {
    let mut run = Run::new(rules, request);
    for (index, rule) in rules.rules().iter().enumerate() {
        match run.reason_to_skip(rule) {
            Some(reason) => run.skip(rule, reason),
            None => run.evaluate(index, rule),
        }
    }
    run.finish()
}

/// A decision that is being made.
struct Run<'r> {
    request: &'r Request<'r>,
    decision: Decision,
    /// Whether the verdict is known.
    decided: bool,
    /// Whether no further rule can be evaluated.
    ended: bool,
    steps_left: u32,
    /// For [`Decision::calls`].
    calls_allowance: Allowance,
    /// For [`Decision::trace`].
    trace_allowance: Allowance,
    /// Memory that a copy of the payload needs, once it is known: finding out takes long.
    payload_bytes: Option<usize>,
}

/// What a rule does to the decision.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// Nothing: the next rule is asked.
    None,
    /// Its action is taken.
    Match,
    /// It failed, so that nothing is done about the action.
    Failure,
    /// What ran out is the decision's as a whole: no `on_error` of a rule, and no earlier match,
    /// makes up for it.
    End,
}

impl Effect {
    fn of(result: &Result<bool, Fault>, on_error: OnError) -> Self {
        match (result, on_error) {
            (Err(fault), _) if fault.ends_decision() => Self::End,
            (Err(_), OnError::Error) => Self::Failure,
            (Ok(true), _) | (Err(_), OnError::Match) => Self::Match,
            (Ok(false), _) | (Err(_), OnError::NoMatch) => Self::None,
        }
    }

    fn result(self) -> RuleResult {
        match self {
            Self::None => RuleResult::NotMatched,
            Self::Match => RuleResult::Matched,
            Self::Failure | Self::End => RuleResult::Error,
        }
    }
}

impl<'r> Run<'r> {
    fn new(rules: &RuleSet, request: &'r Request<'r>) -> Self {
        Self {
            request,
            decision: Decision {
                verdict: VerdictKind::Allow,
                matched: None,
                error: None,
                has_errors: false,
                evaluated: 0,
                skipped: 0,
                trace: Vec::new(),
                modified_payload: None,
                time: time::evaluation_time(request.instant, rules.default_timezone()),
                state_keys_read: BTreeSet::new(),
                calls: Vec::new(),
            },
            decided: false,
            ended: false,
            steps_left: STEPS_OF_A_DECISION,
            calls_allowance: Allowance::new(CALLS_BYTES),
            trace_allowance: Allowance::new(TRACE_BYTES),
            payload_bytes: None,
        }
    }

    fn reason_to_skip(&self, rule: &Rule) -> Option<SkipReason> {
        let options = self.request.options;
        if !rule.enabled() && !options.include_disabled {
            Some(SkipReason::Disabled)
        } else if self.ended || (self.decided && !options.evaluate_all) {
            Some(SkipReason::EarlierRuleMatched)
        } else {
            None
        }
    }

    fn skip(&mut self, rule: &Rule, reason: SkipReason) {
        self.decision.skipped += 1;
        if self.request.options.trace {
            self.decision.trace.push(trace::skipped(rule, reason));
        }
    }

    fn evaluate(&mut self, index: usize, rule: &Rule) {
        let request = self.request;
        let started = request.options.trace.then(Instant::now);
        let condition = rule.condition();
        let record = started.map(|_| condition.parts());
        let mut evaluator = Evaluator::new(request, rule.zone(), self.steps_left, record);
        let result = evaluator.condition(condition.root());
        self.steps_left = self.steps_left.saturating_sub(evaluator.steps_used());
        self.decision.evaluated += 1;
        let effect = Effect::of(&result, rule.on_error());
        let decides = effect == Effect::End || (!self.decided && effect != Effect::None);
        let error = result.as_ref().err().map(|fault| {
            let (message, kind) = evaluator.explain(fault);
            RuleError {
                rule: index,
                message,
                kind,
            }
        });
        let deciding_call = deciding_call(&result, evaluator.calls().len());
        let modified = (decides && effect == Effect::Match)
            .then(|| modified_payload(rule, request))
            .flatten();
        if let Some(started) = started {
            let mut entry = TraceEntry {
                result: effect.result(),
                error: error.as_ref().map(|error| error.message.clone()),
                ..trace::start(rule)
            };
            self.show(&mut entry, rule, &evaluator, deciding_call, decides);
            if let (Effect::Match, RuleAction::Modify { changes }) = (effect, rule.action()) {
                self.show_changes(&mut entry, rule, changes, modified.as_ref());
            }
            entry.evaluation_duration_us = microseconds(started);
            self.decision.trace.push(entry);
        }
        let (calls, mut state_keys) = evaluator.into_parts();
        self.decision.state_keys_read.append(&mut state_keys);
        self.keep_calls(index, calls, deciding_call, decides);
        self.decision.has_errors |= error.is_some();
        self.ended = effect == Effect::End;
        if !decides {
            return;
        }
        self.decided = true;
        self.decision.modified_payload = modified;
        if effect == Effect::Match {
            self.decision.verdict = rule.action().kind();
            self.decision.matched = Some(index);
        } else {
            self.decision.verdict = VerdictKind::Error;
            self.decision.matched = None;
            self.decision.error = error;
        }
    }

    /// Shows what a rule called and what its parts came to.
    fn show(
        &mut self,
        entry: &mut TraceEntry,
        rule: &Rule,
        evaluator: &Evaluator<'_>,
        deciding_call: Option<usize>,
        decides: bool,
    ) {
        let allowance = &mut self.trace_allowance;
        entry.wasm_details = deciding_call
            .and_then(|call| evaluator.calls().get(call))
            .map(|call| {
                if decides {
                    trace::details(call, &mut Allowance::new(usize::MAX))
                } else {
                    trace::details(call, allowance)
                }
            });
        entry.wasm_calls = trace::calls(evaluator.calls(), allowance);
        let explain = |fault: &Fault| evaluator.explain(fault).0;
        entry.parts = trace::parts(rule.condition(), evaluator.outcomes(), explain, allowance);
    }

    /// Shows what a `modify` rule changed. Of a rule that does not decide only what there is room
    /// for: each would show a copy of the payload.
    fn show_changes(
        &mut self,
        entry: &mut TraceEntry,
        rule: &Rule,
        changes: &Value,
        modified: Option<&Value>,
    ) {
        if let Some(modified) = modified {
            entry.modify_patch = Some(changes.clone());
            entry.modified_payload_preview = Some(modified.clone());
            return;
        }
        let allowance = &mut self.trace_allowance;
        if !allowance.take_value(changes) {
            return;
        }
        entry.modify_patch = Some(changes.clone());
        let payload = &self.request.action.payload;
        let bytes = *(self.payload_bytes).get_or_insert_with(|| bytes_of(payload, TRACE_BYTES));
        if allowance.take(bytes) && allowance.take_value(changes) {
            entry.modified_payload_preview = modified_payload(rule, self.request);
        }
    }

    fn keep_calls(
        &mut self,
        rule: usize,
        calls: Vec<Call<'_>>,
        deciding_call: Option<usize>,
        decides: bool,
    ) {
        for (number, Call { reference, made }) in calls.into_iter().enumerate() {
            let mut call = made;
            let deciding = deciding_call == Some(number);
            if let Ok(output) = &mut call.result
                && !(deciding && decides)
            {
                answer::shorten(output, &mut self.calls_allowance);
            }
            self.decision.calls.push(CallMade {
                rule,
                plugin: reference.plugin.clone(),
                function: reference.function.clone(),
                call,
                deciding,
            });
        }
    }

    fn finish(mut self) -> Decision {
        if self.request.options.trace && !self.decided {
            self.decision.trace.push(trace::fallthrough());
        }
        self.decision
    }
}

/// The plugin call that settled what became of the rule: the one whose failure is the rule's, else
/// the last one, because nothing is evaluated any more once the result is known.
fn deciding_call(result: &Result<bool, Fault>, calls: usize) -> Option<usize> {
    match result {
        Err(Fault::Plugin { call, .. }) => Some(*call),
        _ => calls.checked_sub(1),
    }
}

fn microseconds(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX)
}

fn modified_payload(rule: &Rule, request: &Request<'_>) -> Option<Value> {
    let RuleAction::Modify { changes } = rule.action() else {
        return None;
    };
    let mut payload = Value::Object(request.action.payload.clone());
    json_patch::merge(&mut payload, changes);
    Some(payload)
}
