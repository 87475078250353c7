//! The answers to a dispatch, and what the audit record keeps of them.

use acteon_api_types::{ActionError, DispatchOutcome, ProviderResponse, RetryAfter};
use acteon_core::{Outcome, PluginFailureKind};
use acteon_providers::Delivered;
use acteon_rules::{ErrorKind, Rule, RuleError};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Decided, Dispatched};
use crate::GatewayError;
use crate::error::RuleFailed;

/// Code of an action whose provider does not exist.
const PROVIDER_NOT_FOUND: &str = "PROVIDER_NOT_FOUND";
/// Code of an action about which a rule failed.
pub const RULE_ERROR: &str = "RULE_ERROR";

/// What became of an action: for the audit, for the client.
pub(super) struct Ended {
    pub(super) outcome: Outcome,
    /// What the record keeps beside the outcome.
    pub(super) details: Value,
    pub(super) answer: Result<DispatchOutcome, GatewayError>,
}

/// The answer to a dry run.
pub(super) fn dry_run(decided: &Decided) -> Result<Dispatched, GatewayError> {
    if let Some(error) = &decided.decision.error {
        return Err(rule_failed(decided, error));
    }
    let outcome = DispatchOutcome::DryRun {
        verdict: decided.decision.verdict,
        matched_rule: decided.matched().map(|rule| rule.name().to_owned()),
        would_be_provider: decided.provider().to_owned(),
    };
    Ok(dispatched(decided, outcome))
}

pub(super) fn dispatched(decided: &Decided, outcome: DispatchOutcome) -> Dispatched {
    Dispatched {
        action_id: decided.accepted.action_id.clone(),
        verdict: decided.decision.verdict,
        message: decided.message().map(str::to_owned),
        outcome,
    }
}

/// A rule failed: nothing is done about the action.
pub(super) fn failed_rule(decided: &Decided, error: &RuleError) -> Ended {
    let rule = rule_name(decided, error);
    Ended {
        outcome: Outcome::Failed,
        details: json!({
            "code": RULE_ERROR,
            "rule": rule,
            "message": error.message,
            "kind": error.kind.as_str(),
            "retryable": may_pass_later(error.kind),
        }),
        answer: Err(rule_failed(decided, error)),
    }
}

fn rule_failed(decided: &Decided, error: &RuleError) -> GatewayError {
    let rule = rule_name(decided, error).unwrap_or_default();
    GatewayError::RuleFailed(Box::new(RuleFailed {
        action_id: decided.accepted.action_id.clone(),
        message: format!("rule `{rule}` failed: {}", error.message),
        retryable: may_pass_later(error.kind),
    }))
}

fn rule_name<'d>(decided: &'d Decided, error: &RuleError) -> Option<&'d str> {
    decided.rules.set.rules().get(error.rule).map(Rule::name)
}

/// Whether the same action may be decided when it is sent again.
fn may_pass_later(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Deadline
            | ErrorKind::Plugin(
                PluginFailureKind::Timeout
                    | PluginFailureKind::Deadline
                    | PluginFailureKind::Saturated
            )
    )
}

/// A rule denied or suppressed it.
pub(super) fn suppressed(decided: &Decided) -> Ended {
    let rule = decided.matched().map(Rule::name).unwrap_or_default();
    Ended {
        outcome: Outcome::Suppressed,
        details: json!({ "rule": rule }),
        answer: Ok(DispatchOutcome::Suppressed {
            rule: rule.to_owned(),
        }),
    }
}

pub(super) fn deduplicated(key: &str) -> Ended {
    Ended {
        outcome: Outcome::Deduplicated,
        details: json!({ "key": key }),
        answer: Ok(DispatchOutcome::Deduplicated),
    }
}

/// The window of the throttle rule is full; `now` is when that is answered.
pub(super) fn throttled(rule: &str, window_ends_at: Timestamp, now: Timestamp) -> Ended {
    let left = window_ends_at.duration_since(now);
    let (secs, nanos) = (left.as_secs(), left.subsec_nanos());
    let retry_after = RetryAfter {
        secs: u64::try_from(secs).unwrap_or(0),
        nanos: u32::try_from(nanos).unwrap_or(0),
    };
    Ended {
        outcome: Outcome::Throttled,
        details: json!({
            "rule": rule,
            "window_ends_at": window_ends_at,
            "retry_after": retry_after,
        }),
        answer: Ok(DispatchOutcome::Throttled { retry_after }),
    }
}

pub(super) fn provider_not_found(provider: &str) -> Ended {
    failed(ActionError {
        code: PROVIDER_NOT_FOUND.to_owned(),
        message: format!("provider not found: {provider}"),
        retryable: false,
        attempts: 0,
    })
}

fn failed(error: ActionError) -> Ended {
    Ended {
        outcome: Outcome::Failed,
        details: json!(error),
        answer: Ok(DispatchOutcome::Failed(error)),
    }
}

/// What the provider `carried_out_by` answered, or why it did not.
pub(super) fn delivered(decided: &Decided, carried_out_by: &str, delivered: Delivered) -> Ended {
    let attempts = delivered.attempts;
    let response = match delivered.result {
        Ok(response) => ProviderResponse::success(response.body, response.headers),
        Err(failure) => {
            return failed(ActionError {
                code: failure.code.as_str().to_owned(),
                message: failure.message,
                retryable: failure.retryable,
                attempts,
            });
        }
    };
    let named = &decided.accepted.action.provider;
    let details = json!({
        "provider": carried_out_by,
        "attempts": attempts,
        "status": response.status,
        "body": response.body,
        "headers": response.headers,
    });
    let rerouted = decided.decision.verdict == acteon_core::VerdictKind::Reroute;
    let (outcome, answer) = if rerouted {
        let answer = DispatchOutcome::Rerouted {
            original_provider: named.clone(),
            new_provider: carried_out_by.to_owned(),
            response,
        };
        (Outcome::Rerouted, answer)
    } else {
        (Outcome::Executed, DispatchOutcome::Executed(response))
    };
    Ended {
        outcome,
        details,
        answer: Ok(answer),
    }
}
