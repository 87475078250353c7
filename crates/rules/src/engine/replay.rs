//! What the parts of a condition came to, found out when it matters.

use std::cell::Cell;

use acteon_core::{PluginCall, PluginFailure, PluginFailureKind, PluginOutput};

use crate::eval::{Call, Evaluation, Evaluator, Left, Outcomes};
use crate::{PluginInvoker, Request, Rule, trace};

/// The answers that plugins gave to one evaluation, in the order in which they were asked.
pub struct Answers<'c> {
    calls: &'c [Call<'c>],
    next: Cell<usize>,
    /// Whether the evaluation ended because the decision ran out of time or steps.
    cut_short: bool,
}

impl<'c> Answers<'c> {
    pub fn of(evaluation: &'c Evaluation<'c>) -> Self {
        Self {
            calls: &evaluation.calls,
            next: Cell::new(0),
            cut_short: matches!(&evaluation.result, Err(fault) if fault.ends_decision()),
        }
    }

    /// Evaluates the condition of the rule once more and records what its parts come to. One rule
    /// decides; recording the parts of all before it would cost more. Nothing is recorded of an
    /// evaluation that was cut short: this one would not be.
    pub fn replay<'a>(&'a self, rule: &'a Rule, request: &Request<'a>) -> Outcomes<'a> {
        let mut outcomes = Outcomes::default();
        outcomes.begin(rule.condition().places().len());
        if self.cut_short {
            return outcomes;
        }
        let request = Request {
            plugins: self,
            deadline: None,
            ..*request
        };
        let root = rule.condition().root();
        let mut outcomes = Evaluator::new(&request, rule.zone(), Left::ALL, Some(outcomes))
            .condition(root)
            .outcomes;
        trace::mark(root, &mut outcomes);
        outcomes
    }
}

impl PluginInvoker for Answers<'_> {
    fn invoke(&self, _: &str, _: &str) -> PluginCall {
        let call = self.calls.get(self.next.replace(self.next.get() + 1));
        let result = match call.map(|call| &call.made.result) {
            Some(Ok(output)) => Ok(PluginOutput {
                verdict: output.verdict,
                message: None,
                metadata: None,
            }),
            Some(Err(failure)) => Err(failure.clone()),
            None => Err(PluginFailure::new(
                PluginFailureKind::Saturated,
                "the plugin was not asked",
            )),
        };
        PluginCall {
            result,
            duration_us: 0,
            memory_used_bytes: 0,
            revision: None,
        }
    }
}
