//! What is done about an action once it is decided: state, provider, audit.

use std::sync::Arc;
use std::time::Duration;

use acteon_core::{InvocationOrigin, Outcome, RuleAction, VerdictKind};
use acteon_providers::{Delivery, Provider};
use acteon_rules::Rule;
use acteon_store::{Admission, AuditDraft, Completion, Guard, Intent, KeyEnd, StoreError};
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;
use tracing::{Instrument as _, debug, error};
use uuid::Uuid;

use super::outcome::{self, Ended};
use super::{Decided, Dispatched};
use crate::audit::{Details, Explained, Masked};
use crate::{Gateway, GatewayError, Metrics};

/// Between two attempts to write the record of an action that was carried out.
const RECORD_RETRY_INTERVAL: Duration = Duration::from_secs(1);

impl Gateway {
    /// Does what was decided and records it. Runs to its end whatever becomes of the client.
    pub(super) async fn carry_out(
        &self,
        decided: Decided,
        place: OwnedSemaphorePermit,
    ) -> Result<Dispatched, GatewayError> {
        let inner = &self.inner;
        if let Some(error) = &decided.decision.error {
            let ended = outcome::failed_rule(&decided, error);
            return self.end_without_provider(decided, ended).await;
        }
        if matches!(
            decided.decision.verdict,
            VerdictKind::Deny | VerdictKind::Suppress
        ) {
            let ended = outcome::suppressed(&decided);
            return self.end_without_provider(decided, ended).await;
        }
        let Some(provider) = inner.providers.get(decided.provider()).map(Arc::clone) else {
            let ended = outcome::provider_not_found(decided.provider());
            return self.end_without_provider(decided, ended).await;
        };
        let (draft, masked) = self.draft(&decided);
        let guard = guard(&decided);
        let intent = Intent {
            draft: draft.clone(),
            guard: guard.clone(),
            remember: decided.accepted.dedup_key.clone(),
        };
        let refused = |ended: Ended| (ended, None);
        let (ended, key) = match inner.store.begin(intent).await? {
            Admission::Admitted => {
                // From here on the provider bounds what is in flight.
                drop(place);
                let ended = self.deliver(&decided, &provider, &masked).await;
                let key = key_end(&decided, guard, ended.outcome, inner.clock.now());
                (ended, Some(key))
            }
            Admission::Duplicate => {
                let key = decided.accepted.key.as_deref().unwrap_or_default();
                refused(outcome::deduplicated(key))
            }
            Admission::Throttled { window_ends_at } => {
                let rule = decided.matched().map(Rule::name).unwrap_or_default();
                refused(outcome::throttled(rule, window_ends_at, inner.clock.now()))
            }
        };
        self.end(decided, draft, &masked, ended, key).await
    }

    async fn end_without_provider(
        &self,
        decided: Decided,
        ended: Ended,
    ) -> Result<Dispatched, GatewayError> {
        let (draft, masked) = self.draft(&decided);
        self.end(decided, draft, &masked, ended, None).await
    }

    async fn deliver(&self, decided: &Decided, provider: &Provider, masked: &Masked) -> Ended {
        let action = &decided.accepted.action;
        let payload = match &decided.decision.modified_payload {
            Some(Value::Object(modified)) => modified.clone(),
            _ => action.payload.clone(),
        };
        let log_payload = masked.masks().then(|| {
            let mut payload = Value::Object(payload.clone());
            masked.hide_in_payload(&mut payload);
            payload
        });
        let delivery = Delivery {
            action_id: decided.accepted.action_id.clone(),
            namespace: action.namespace.clone(),
            tenant: action.tenant.clone(),
            provider: provider.name().to_owned(),
            action_type: action.action_type.clone(),
            payload,
            metadata: action.metadata.clone(),
            created_at: (decided.accepted.created_at).map(|instant| instant.to_string()),
            log_payload,
        };
        let delivered = provider.deliver(&delivery).await;
        (self.inner.metrics.dispatch).delivered(provider.name(), &delivered);
        outcome::delivered(decided, provider.name(), delivered)
    }

    /// Writes the record and answers. `admitted` has what becomes of the dedup key of an action that
    /// was handed to a provider.
    async fn end(
        &self,
        decided: Decided,
        draft: AuditDraft,
        masked: &Masked,
        ended: Ended,
        admitted: Option<KeyEnd>,
    ) -> Result<Dispatched, GatewayError> {
        let Ended {
            outcome,
            mut details,
            answer,
        } = ended;
        masked.hide_in(&mut details);
        let completion = Completion {
            draft,
            outcome,
            outcome_details: details.to_string(),
            completed_at: self.inner.clock.now(),
            key: admitted.clone().unwrap_or(KeyEnd::None),
        };
        self.record(completion, admitted.is_some()).await?;
        debug!(
            event = "dispatch.completed",
            action_id = decided.accepted.action_id,
            verdict = decided.decision.verdict.as_str(),
            outcome = outcome.as_str(),
            "action dispatched"
        );
        let took = self.inner.clock.now().duration_since(decided.instant);
        self.inner.metrics.dispatch.took(took);
        Ok(outcome::dispatched(&decided, answer?))
    }

    /// Writes a record and counts it. That of an action which was handed to a provider is not given
    /// up: when it cannot be written now it is tried again until the server stops, and after that
    /// the intent on the disk remains.
    async fn record(&self, completion: Completion, admitted: bool) -> Result<(), GatewayError> {
        let again = admitted.then(|| completion.clone());
        let counted = Counted::of(&completion);
        let Err(problem) = self.inner.store.complete(completion).await else {
            counted.count(&self.inner.metrics);
            return Ok(());
        };
        let Some(completion) = again else {
            return Err(problem.into());
        };
        error!(
            event = "audit.delayed",
            id = completion.draft.id,
            error = %problem,
            "the record of an action that was handed to a provider cannot be written; it is tried \
             again"
        );
        let delayed = GatewayError::RecordDelayed {
            action_id: completion.draft.action_id.clone(),
            outcome: completion.outcome,
            reason: problem.to_string(),
        };
        self.record_later(completion);
        Err(delayed)
    }

    /// Tries to write a record again and again, a last time when the server stops.
    pub(super) fn record_later(&self, completion: Completion) {
        let (gateway, stopping) = (self.clone(), self.inner.stopping.clone());
        let retry = async move {
            loop {
                let pause = tokio::time::sleep(RECORD_RETRY_INTERVAL);
                let stopped = stopping.run_until_cancelled(pause).await.is_none();
                match gateway.inner.store.complete(completion.clone()).await {
                    Ok(()) => return Counted::of(&completion).count(&gateway.inner.metrics),
                    Err(StoreError::Unavailable(_)) if !stopped => {}
                    Err(problem) => {
                        return error!(
                            event = "audit.delayed",
                            id = completion.draft.id,
                            error = %problem,
                            "the record is closed as `unknown` when the server starts again"
                        );
                    }
                }
            }
        };
        self.spawn(retry.in_current_span());
    }

    /// The record as far as it is known before a provider is called, and what is masked in it.
    fn draft(&self, decided: &Decided) -> (AuditDraft, Masked) {
        let action = &decided.accepted.action;
        let masked = self.inner.mask.of(action);
        let details = Details::of(explained(decided), &masked);
        let mut plugins: Vec<_> = (decided.decision.calls.iter())
            .map(|call| call.plugin.clone())
            .collect();
        plugins.sort_unstable();
        plugins.dedup();
        let draft = AuditDraft {
            id: Uuid::now_v7().to_string(),
            action_id: decided.accepted.action_id.clone(),
            namespace: action.namespace.clone(),
            tenant: action.tenant.clone(),
            provider: action.provider.clone(),
            action_type: action.action_type.clone(),
            verdict: decided.decision.verdict,
            matched_rule: decided.matched().map(|rule| rule.name().to_owned()),
            plugins,
            caller: decided.caller.clone(),
            dispatched_at: decided.instant,
            details,
        };
        (draft, masked)
    }
}

/// What metrics say about a record.
pub(super) struct Counted {
    verdict: VerdictKind,
    matched_rule: Option<String>,
    outcome: Outcome,
}

impl Counted {
    pub(super) fn of(completion: &Completion) -> Self {
        Self {
            verdict: completion.draft.verdict,
            matched_rule: completion.draft.matched_rule.clone(),
            outcome: completion.outcome,
        }
    }

    pub(super) fn count(&self, metrics: &Metrics) {
        let rule = self.matched_rule.as_deref();
        metrics.decided(InvocationOrigin::Dispatch, self.verdict, rule);
        metrics.dispatch.recorded(self.outcome);
    }
}

fn explained(decided: &Decided) -> Explained<'_> {
    Explained {
        action: &decided.accepted.action,
        rules: &decided.rules,
        decision: &decided.decision,
        state: &decided.state.all,
        dedup_key: decided.accepted.dedup_key.as_deref(),
        created_at: decided.accepted.created_at,
        status: decided.accepted.status.as_deref(),
    }
}

/// What the store checks and counts before the action may be carried out.
fn guard(decided: &Decided) -> Guard {
    let Some(rule) = decided.matched() else {
        return Guard::None;
    };
    match (rule.action(), &decided.accepted.key) {
        (RuleAction::Deduplicate { ttl_seconds }, Some(key)) => Guard::Deduplicate {
            key: key.clone(),
            ttl_seconds: *ttl_seconds,
        },
        (
            RuleAction::Throttle {
                max_count,
                window_seconds,
            },
            _,
        ) => Guard::Throttle {
            rule: rule.name().to_owned(),
            max_count: *max_count,
            window_seconds: *window_seconds,
        },
        _ => Guard::None,
    }
}

/// What becomes of the action's dedup key: kept from now on success, released on failure. Without a rule
/// that deduplicates, a key is noted as seen, for conditions that ask.
fn key_end(decided: &Decided, guard: Guard, outcome: Outcome, at: Timestamp) -> KeyEnd {
    let success = matches!(outcome, Outcome::Executed | Outcome::Rerouted);
    match (guard, &decided.accepted.dedup_key) {
        (Guard::Deduplicate { key, ttl_seconds }, _) if success => KeyEnd::Keep {
            key,
            ttl_seconds,
            at,
        },
        (Guard::Deduplicate { key, .. }, _) => KeyEnd::Release { key },
        (_, Some(key)) if success => KeyEnd::Keep {
            key: key.clone(),
            ttl_seconds: Some(0),
            at,
        },
        _ => KeyEnd::None,
    }
}
