//! Deciding about an action.

use std::collections::BTreeSet;
use std::time::Instant;

use acteon_core::{OnError, RuleAction, RuleResult, SkipReason, TraceEntry, VerdictKind};
use serde_json::Value;

use crate::bounds::STEPS_OF_A_DECISION;
use crate::eval::{Evaluator, Fault};
use crate::{CallMade, Decision, Request, Rule, RuleError, RuleSet, time, trace};

/// Decides about one action. Never panics, and returns soon after the request's deadline: each
/// condition is bounded, and plugin calls end by themselves.
#[must_use]
pub fn evaluate(rules: &RuleSet, request: &Request<'_>) -> Decision {
    let mut decision = Decision {
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
    };
    let mut decided = false;
    let mut ended = false;
    let mut steps_left = STEPS_OF_A_DECISION;
    for (index, rule) in rules.rules().iter().enumerate() {
        let reason = if !rule.enabled() && !request.options.include_disabled {
            Some(SkipReason::Disabled)
        } else if ended || (decided && !request.options.evaluate_all) {
            Some(SkipReason::EarlierRuleMatched)
        } else {
            None
        };
        if let Some(reason) = reason {
            decision.skipped += 1;
            if request.options.trace {
                decision.trace.push(trace::skipped(rule, reason));
            }
            continue;
        }
        let outcome = evaluate_rule(index, rule, request, &mut steps_left, &mut decision);
        decision.evaluated += 1;
        if let Some(error) = outcome.error {
            decision.has_errors = true;
            // What ran out is the decision's as a whole: no `on_error` of a rule, and no earlier
            // match, makes up for it.
            ended = outcome.ends_decision;
            if ended || (!decided && rule.on_error() == OnError::Error) {
                decision.verdict = VerdictKind::Error;
                decision.matched = None;
                decision.modified_payload = None;
                decision.error = Some(error);
                decided = true;
                continue;
            }
        }
        if outcome.matched && !decided {
            decided = true;
            decision.verdict = rule.action().kind();
            decision.matched = Some(index);
            decision.modified_payload = modified_payload(rule, request);
        }
    }
    if request.options.trace && !decided {
        decision.trace.push(trace::fallthrough());
    }
    decision
}

/// What became of one rule.
struct RuleOutcome {
    matched: bool,
    ends_decision: bool,
    error: Option<RuleError>,
}

fn evaluate_rule(
    index: usize,
    rule: &Rule,
    request: &Request<'_>,
    steps_left: &mut u32,
    decision: &mut Decision,
) -> RuleOutcome {
    let started = request.options.trace.then(Instant::now);
    let condition = rule.condition();
    let mut evaluator = Evaluator::new(
        request,
        rule.zone(),
        *steps_left,
        request.options.trace.then(|| condition.parts()),
    );
    let result = evaluator.condition(condition.root());
    *steps_left = steps_left.saturating_sub(evaluator.steps_used());
    let ends_decision = result.as_ref().is_err_and(Fault::ends_decision);
    let error = result.as_ref().err().map(|fault| {
        let (message, kind) = evaluator.explain(fault);
        RuleError {
            rule: index,
            message,
            kind,
        }
    });
    let matched = match (&result, rule.on_error()) {
        (Ok(holds), _) => *holds,
        (Err(_), on_error) => !ends_decision && on_error == OnError::Match,
    };
    let entry = started.map(|_| {
        let explain = |fault: &Fault| evaluator.explain(fault).0;
        TraceEntry {
            parts: trace::parts(condition, evaluator.outcomes(), explain),
            wasm_calls: trace::calls(evaluator.calls()),
            error: error.as_ref().map(|error| error.message.clone()),
            result: match (matched, &result, rule.on_error()) {
                (true, ..) => RuleResult::Matched,
                (false, Ok(_), _) => RuleResult::NotMatched,
                (false, Err(fault), OnError::NoMatch) if !fault.ends_decision() => {
                    RuleResult::NotMatched
                }
                (false, Err(_), _) => RuleResult::Error,
            },
            ..trace::start(rule)
        }
    });
    let deciding = deciding_call(&result, evaluator.calls().len());
    if let (Some(mut entry), Some(started)) = (entry, started) {
        entry.wasm_details = deciding.and_then(|call| entry.wasm_calls.get(call).cloned());
        if let (true, RuleAction::Modify { changes }) = (matched, rule.action()) {
            entry.modify_patch = Some(changes.clone());
            entry.modified_payload_preview = modified_payload(rule, request);
        }
        entry.evaluation_duration_us = microseconds(started);
        decision.trace.push(entry);
    }
    let (calls, mut state_keys) = evaluator.into_parts();
    decision.state_keys_read.append(&mut state_keys);
    decision.calls.extend(
        calls
            .into_iter()
            .enumerate()
            .map(|(number, call)| CallMade {
                rule: index,
                plugin: call.reference.plugin.clone(),
                function: call.reference.function.clone(),
                call: call.made,
                deciding: deciding == Some(number),
            }),
    );
    RuleOutcome {
        matched,
        ends_decision,
        error,
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
