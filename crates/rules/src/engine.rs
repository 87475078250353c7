//! Deciding about an action.

mod replay;
mod show;

use std::collections::BTreeSet;

use acteon_core::{OnError, RuleAction, RuleResult, SkipReason, VerdictKind};
use serde_json::Value;

use crate::allowance::Allowance;
use crate::bounds::CALLS_BYTES;
use crate::eval::{Call, Evaluation, Evaluator, Fault, Left, Outcomes};
use crate::{CallMade, Decision, Request, Rule, RuleError, RuleSet, Trace, answer, time, trace};
use replay::Answers;
use show::{Evaluated, Shown};

/// Decides about one action. Never panics, and returns soon after the request's deadline: each
/// condition and the decision as a whole are bounded, and plugin calls end by themselves.
#[must_use]
pub fn evaluate(rules: &RuleSet, request: &Request<'_>) -> Decision {
    let mut run = Run::new(rules, request);
    if request.options.trace == Trace::Full {
        run.every_rule();
    } else {
        run.candidates();
    }
    run.finish()
}

/// A decision that is being made.
struct Run<'r> {
    rules: &'r RuleSet,
    request: &'r Request<'r>,
    decision: Decision,
    /// Whether the verdict is known.
    decided: bool,
    /// Whether no further rule can be evaluated.
    ended: bool,
    left: Left,
    /// For [`Decision::calls`].
    calls_allowance: Allowance,
    /// For [`Decision::trace`], if it is wanted.
    shown: Option<Shown<'r>>,
    /// What the parts of the rule that is being evaluated came to; its memory serves all rules.
    outcomes: Outcomes<'r>,
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
    fn new(rules: &'r RuleSet, request: &'r Request<'r>) -> Self {
        Self {
            rules,
            request,
            decision: Decision {
                verdict: VerdictKind::Allow,
                matched: None,
                error: None,
                has_errors: false,
                evaluated: 0,
                skipped: 0,
                trace: Vec::new(),
                explanation: None,
                modified_payload: None,
                time: time::evaluation_time(request.instant, rules.default_timezone()),
                state_keys_read: BTreeSet::new(),
                calls: Vec::new(),
            },
            decided: false,
            ended: false,
            left: Left::ALL,
            calls_allowance: Allowance::new(CALLS_BYTES),
            shown: (request.options.trace == Trace::Full).then(|| Shown::new(rules.rules())),
            outcomes: Outcomes::default(),
        }
    }

    /// Goes through the rules that can match. The others are counted, which takes no look at them.
    fn candidates(&mut self) {
        let (rules, request) = (self.rules, self.request);
        let include_disabled = request.options.include_disabled;
        let mut last = None;
        for (position, rule) in rules.candidates(request.action, include_disabled) {
            self.evaluate(position, rule);
            if self.is_over() {
                last = Some(position);
                break;
            }
        }
        self.decision.evaluated = rules.looked_at(last, include_disabled);
        self.decision.skipped = rules.rules().len() - self.decision.evaluated;
    }

    /// Goes through all rules, because the trace names each.
    fn every_rule(&mut self) {
        for (position, rule) in self.rules.rules().iter().enumerate() {
            if let Some(reason) = self.reason_to_skip(rule) {
                self.decision.skipped += 1;
                self.shown
                    .iter_mut()
                    .for_each(|shown| shown.skip(rule, reason));
                continue;
            }
            self.decision.evaluated += 1;
            if rule.condition().may_hold(self.request.action) {
                self.evaluate(position, rule);
            } else {
                self.pass_over(rule);
            }
        }
    }

    fn finish(self) -> Decision {
        let mut decision = self.decision;
        if let Some(shown) = self.shown {
            decision.trace = shown.finish();
            if !self.decided {
                decision.trace.push(trace::fallthrough());
            }
        }
        decision
    }

    fn is_over(&self) -> bool {
        self.ended || (self.decided && !self.request.options.evaluate_all)
    }

    fn reason_to_skip(&self, rule: &Rule) -> Option<SkipReason> {
        if !rule.enabled() && !self.request.options.include_disabled {
            Some(SkipReason::Disabled)
        } else if self.is_over() {
            Some(SkipReason::EarlierRuleMatched)
        } else {
            None
        }
    }

    /// Shows why a rule cannot match the action.
    fn pass_over(&mut self, rule: &'r Rule) {
        let (condition, action) = (rule.condition(), self.request.action);
        self.outcomes.begin(condition.places().len());
        if let Some(requirement) = condition.requirement() {
            requirement.check(action, &mut |place, value| {
                self.outcomes.record(place, &Ok(value))
            });
        }
        trace::mark(condition.root(), &mut self.outcomes);
        if let Some(shown) = &mut self.shown {
            shown.pass_over(rule, &self.outcomes);
        }
    }

    fn evaluate(&mut self, position: usize, rule: &'r Rule) {
        let request = self.request;
        let traced = request.options.trace;
        let condition = rule.condition();
        let record = (traced == Trace::Full).then(|| {
            let mut outcomes = std::mem::take(&mut self.outcomes);
            outcomes.begin(condition.places().len());
            outcomes
        });
        let evaluator = Evaluator::new(request, rule.zone(), self.left, record);
        let mut evaluation = evaluator.condition(condition.root());
        self.left = evaluation.left;
        let effect = Effect::of(&evaluation.result, rule.on_error());
        let decides = effect == Effect::End || (!self.decided && effect != Effect::None);
        let error = evaluation.result.as_ref().err().map(|fault| {
            let (message, kind) = evaluation.explain(fault);
            RuleError {
                rule: position,
                message,
                kind,
            }
        });
        let deciding_call = deciding_call(&evaluation);
        let modified = (decides && effect == Effect::Match)
            .then(|| modified_payload(rule, request))
            .flatten();
        if traced == Trace::Full || (traced == Trace::Deciding && decides) {
            trace::mark(condition.root(), &mut evaluation.outcomes);
            let answers = Answers::of(&evaluation);
            let replayed = (traced == Trace::Deciding).then(|| answers.replay(rule, request));
            let outcomes = replayed.as_ref().unwrap_or(&evaluation.outcomes);
            let evaluated = Evaluated {
                rule,
                request,
                evaluation: &evaluation,
                outcomes,
                result: effect.result(),
                error: error.as_ref().map(|error| error.message.as_str()),
                deciding_call,
                decides,
                modified: modified.as_ref(),
            };
            if decides {
                self.decision.explanation = Some(show::explanation(&evaluated));
            }
            if let Some(shown) = &mut self.shown {
                shown.evaluated(&evaluated);
            }
        }
        let Evaluation {
            calls,
            mut state_keys,
            outcomes,
            ..
        } = evaluation;
        self.outcomes = outcomes;
        self.decision.state_keys_read.append(&mut state_keys);
        self.keep_calls(position, calls, deciding_call, decides);
        self.decision.has_errors |= error.is_some();
        self.ended = effect == Effect::End;
        if !decides {
            return;
        }
        self.decided = true;
        self.decision.modified_payload = modified;
        if effect == Effect::Match {
            self.decision.verdict = rule.action().kind();
            self.decision.matched = Some(position);
        } else {
            self.decision.verdict = VerdictKind::Error;
            self.decision.matched = None;
            self.decision.error = error;
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
}

/// The plugin call that settled what became of the rule: the one whose failure is the rule's, else
/// the last one, because nothing is evaluated any more once the result is known.
fn deciding_call(evaluation: &Evaluation<'_>) -> Option<usize> {
    match &evaluation.result {
        Err(Fault::Plugin { call, .. }) => Some(*call),
        _ => evaluation.calls.len().checked_sub(1),
    }
}

fn modified_payload(rule: &Rule, request: &Request<'_>) -> Option<Value> {
    let RuleAction::Modify { changes } = rule.action() else {
        return None;
    };
    let mut payload = Value::Object(request.action.payload.clone());
    json_patch::merge(&mut payload, changes);
    Some(payload)
}
