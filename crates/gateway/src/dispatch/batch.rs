//! Dispatching many actions with one request.

use std::sync::Arc;

use acteon_api_types::{BatchError, BatchItem, DispatchRequest};
use futures::{StreamExt as _, stream};
use tokio::task::unconstrained;
use tracing::Instrument as _;

use super::outcome::{self, RULE_ERROR};
use super::{Decided, Dispatched, SATURATED, accepted};
use crate::auth::Caller;
use crate::gateway::MAX_WAIT;
use crate::{Gateway, GatewayError};

/// Most actions in a batch.
const MAX_ACTIONS: usize = 1000;
/// Actions of one batch that are in flight at once: enough to share the commits of the audit, few
/// enough to leave places to others.
const CONCURRENCY: usize = 32;

impl Gateway {
    /// Dispatches actions in their order: of two with one dedup key the first is carried out. Once
    /// begun, a batch is done to its end; `held` is dropped then. What goes wrong with
    /// one is its own answer.
    ///
    /// # Errors
    /// There are too many, or one is out of bounds: then none was dispatched. The rules are not
    /// loaded.
    pub async fn dispatch_batch(
        &self,
        caller: &Caller,
        requests: Vec<DispatchRequest>,
        dry_run: bool,
        held: impl Send + 'static,
    ) -> Result<Vec<BatchItem>, GatewayError> {
        if requests.len() > MAX_ACTIONS {
            return Err(GatewayError::InvalidRequest(format!(
                "the batch has {} actions; it may have {MAX_ACTIONS}",
                requests.len()
            )));
        }
        for (index, request) in requests.iter().enumerate() {
            accepted::check(request).map_err(|error| {
                GatewayError::InvalidRequest(format!("action {index} (from 0): {error}"))
            })?;
        }
        self.rules_in_force()?;
        let (gateway, caller) = (self.clone(), Arc::new(caller.clone()));
        // Once begun it is done to its end, whatever becomes of the client.
        let run = async move {
            let _held = held;
            gateway.run_batch(&caller, requests, dry_run).await
        };
        (self.inner.tasks.spawn(run.in_current_span()).await)
            .map_err(|error| GatewayError::Internal(format!("a batch failed: {error}")))
    }

    /// Decides several actions at once, and carries them out in their order.
    async fn run_batch(
        &self,
        caller: &Arc<Caller>,
        requests: Vec<DispatchRequest>,
        dry_run: bool,
    ) -> Vec<BatchItem> {
        // Each in a task of its own: a decision that takes long holds up no other.
        let deciding = requests.into_iter().map(|request| {
            let (gateway, caller) = (self.clone(), Arc::clone(caller));
            let decide = async move { gateway.decide_request(&caller, request, dry_run).await };
            tokio::spawn(decide.in_current_span())
        });
        let answers = stream::iter(deciding)
            .buffered(CONCURRENCY)
            .map(|decided| {
                let decided = decided.unwrap_or_else(|error| {
                    let message = format!("a decision of a batch failed: {error}");
                    Err(GatewayError::Internal(message))
                });
                // Not held up by the runtime, so that the first steps are in order.
                unconstrained(self.batch_item(decided, dry_run))
            })
            .buffered(CONCURRENCY);
        answers.collect().await
    }

    async fn batch_item(&self, decided: Result<Decided, GatewayError>, dry_run: bool) -> BatchItem {
        let dispatched = match decided {
            Ok(decided) if dry_run => outcome::dry_run(&decided),
            Ok(decided) => self.carry_out_in_turn(decided).await,
            Err(error) => Err(error),
        };
        match dispatched {
            Ok(dispatched) => BatchItem::Outcome(dispatched.outcome),
            Err(error) => {
                self.inner.metrics.dispatch.refused(&error);
                BatchItem::Error {
                    error: batch_error(&error),
                }
            }
        }
    }

    /// Waits for a place, as the batch as a whole is bounded.
    async fn carry_out_in_turn(&self, decided: Decided) -> Result<Dispatched, GatewayError> {
        let place = Arc::clone(&self.inner.dispatching).acquire_owned();
        match tokio::time::timeout(MAX_WAIT, place).await {
            Ok(Ok(place)) => self.carry_out(decided, place).await,
            Ok(Err(_)) | Err(_) => Err(SATURATED),
        }
    }
}

fn batch_error(error: &GatewayError) -> BatchError {
    use GatewayError as E;
    let (code, retryable) = match error {
        E::RuleFailed(failed) => (RULE_ERROR, failed.retryable),
        E::Forbidden(_) => ("FORBIDDEN", false),
        E::InvalidRequest(_) => ("INVALID_REQUEST", false),
        E::Saturated { .. } => ("SATURATED", true),
        E::PluginsLoading { .. } => ("PLUGINS_LOADING", true),
        E::RulesNotReady(_) => ("RULES_NOT_READY", true),
        E::StoreUnavailable(_) => ("STORAGE_UNAVAILABLE", true),
        // It was carried out: sending it again would do it twice.
        E::RecordDelayed { .. } => ("RECORD_DELAYED", false),
        _ => ("INTERNAL", false),
    };
    BatchError {
        code: code.to_owned(),
        message: error.to_string(),
        retryable,
    }
}
