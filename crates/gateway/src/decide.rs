//! Making one decision: what dispatch and the playground have in common.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use acteon_core::{Action, InvocationOrigin};
use acteon_evaluator::{Invoker, InvokerContext, Pool, Work};
use acteon_rules::{Decision, Options, Request, RuleSet, StateSnapshot};
use acteon_store::StateRead;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::observer::Observer;
use crate::{Gateway, GatewayError};

/// Values and bytes of text up to which a payload counts as small.
const SMALL_PAYLOAD: usize = 4096;

/// What is to be decided, and how.
pub(crate) struct Question {
    pub(crate) rules: Arc<RuleSet>,
    pub(crate) action: Arc<Action>,
    /// What the rules may read, fetched before.
    pub(crate) state: StateSnapshot,
    /// The instant that rules and plugins see.
    pub(crate) instant: Timestamp,
    pub(crate) origin: InvocationOrigin,
    pub(crate) options: Options,
    /// Whether the rules are the caller's own: nobody knows how long they take.
    pub(crate) draft: bool,
}

impl Gateway {
    /// Decides in one of the places of `pool`.
    ///
    /// # Errors
    /// The plugins are still being loaded, or the pool is saturated.
    pub(crate) async fn decide(
        &self,
        pool: &Pool,
        question: Question,
    ) -> Result<Decision, GatewayError> {
        let include_disabled = question.options.include_disabled;
        let names = question
            .rules
            .plugins_for(&question.action, include_disabled);
        if !names.is_empty() && self.inner.host.is_some() {
            self.plugins_loaded().await?;
        }
        let plugins: Vec<_> = (names.into_iter())
            .filter_map(|name| self.inner.registry.get(name))
            .map(|plugin| Arc::clone(&plugin.stats))
            .collect();
        let work = if !question.draft && is_small(&question.action.payload) {
            Work::Small
        } else {
            Work::Large
        };
        let gateway = self.clone();
        let decision = pool.run(&plugins, work, move || gateway.answer(&question));
        decision.await.map_err(|_| GatewayError::Saturated {
            retry_after_seconds: 1,
        })
    }

    fn answer(&self, question: &Question) -> Decision {
        let inner = &self.inner;
        let deadline = Instant::now().checked_add(inner.config.rules.decision_timeout);
        let context = InvokerContext {
            host: inner.host.as_ref(),
            observer: &Observer {
                metrics: &inner.metrics,
            },
            origin: question.origin,
            now: inner.clock.now(),
            realtime: SystemTime::try_from(question.instant).unwrap_or(SystemTime::UNIX_EPOCH),
            deadline,
        };
        let plugins = Invoker::new(&inner.registry, context, &question.action);
        acteon_rules::evaluate(
            &question.rules,
            &Request {
                action: &question.action,
                instant: question.instant,
                plugins: &plugins,
                state: &question.state,
                deadline,
                options: question.options,
            },
        )
    }

    /// The state that the rules may read about an action.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(crate) async fn read_state(
        &self,
        rules: &RuleSet,
        action: &Action,
        now: Timestamp,
    ) -> Result<ReadState, GatewayError> {
        let keys = rules.state_keys(action);
        if keys.is_empty() {
            return Ok(ReadState::default());
        }
        let [seen, counters] = [keys.seen, keys.counters].map(Vec::from_iter);
        let read = self
            .inner
            .store
            .state(&action.namespace, &action.tenant, &seen, &counters, now)
            .await?;
        let all = (counters.into_iter())
            .map(|rule| {
                let count = read.counters.get(&rule).copied().unwrap_or(0);
                (rule, Some(count))
            })
            .chain(seen.into_iter().map(|key| {
                let since = read.seen.get(&key).copied();
                (key, since)
            }))
            .collect();
        let StateRead { seen, counters } = read;
        Ok(ReadState {
            snapshot: StateSnapshot { seen, counters },
            all,
        })
    }
}

/// State that was read for a decision.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadState {
    /// What the rules see.
    pub(crate) snapshot: StateSnapshot,
    /// The same with what was asked for and not there, so that the decision can be made again.
    pub(crate) all: BTreeMap<String, Option<u64>>,
}

/// Whether a payload is small enough that looking at all of it takes no time worth mentioning.
fn is_small(payload: &Map<String, Value>) -> bool {
    payload
        .iter()
        .try_fold(SMALL_PAYLOAD, |left, (key, value)| {
            take(left.checked_sub(key.len() + 1)?, value)
        })
        .is_some()
}

fn take(left: usize, value: &Value) -> Option<usize> {
    let left = left.checked_sub(1)?;
    match value {
        Value::String(text) => left.checked_sub(text.len()),
        Value::Array(values) => values.iter().try_fold(left, take),
        Value::Object(members) => members.iter().try_fold(left, |left, (key, value)| {
            take(left.checked_sub(key.len() + 1)?, value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Some(left),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn small_is_bounded_in_text_and_in_values() {
        let long = "x".repeat(SMALL_PAYLOAD);
        let many: Vec<u8> = vec![0; SMALL_PAYLOAD];
        for (payload, small) in [
            (
                json!({"to": "user@example.com", "amount": 3, "tags": ["a", {"b": null}]}),
                true,
            ),
            (json!({"text": long}), false),
            (json!({"list": many}), false),
            (json!({}), true),
        ] {
            let payload = payload.as_object().expect("an object");
            assert_eq!(is_small(payload), small);
        }
    }
}
