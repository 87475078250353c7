//! Dispatching many actions with one request.

use std::sync::Arc;

use acteon_api_types::{BatchError, BatchItem, DispatchRequest};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument as _;

use super::accepted;
use super::outcome::RULE_ERROR;
use crate::auth::Caller;
use crate::{Gateway, GatewayError};

/// Most actions in a batch.
const MAX_ACTIONS: usize = 1000;
/// Actions of one batch that are in flight at once: enough to share the commits of the audit, few
/// enough to leave places to others.
const CONCURRENCY: usize = 32;

impl Gateway {
    /// Dispatches actions, begun in their order, and answers in their order. What goes wrong with
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
        let caller = Arc::new(caller.clone());
        // Each in a task of its own: a decision that takes long holds up no other. They end when
        // nobody waits for them any more, unless they are decided.
        let answers = requests.into_iter().map(|request| {
            let (gateway, caller) = (self.clone(), Arc::clone(&caller));
            let answer = async move { gateway.batch_item(&caller, request, dry_run).await };
            async { AbortOnDropHandle::new(tokio::spawn(answer.in_current_span())).await }
        });
        let answers: Result<Vec<_>, _> = stream::iter(answers)
            .buffered(CONCURRENCY)
            .try_collect()
            .await;
        answers.map_err(|error| GatewayError::Internal(format!("a batch failed: {error}")))
    }

    async fn batch_item(
        &self,
        caller: &Caller,
        request: DispatchRequest,
        dry_run: bool,
    ) -> BatchItem {
        match self.dispatch(caller, request, dry_run).await {
            Ok(dispatched) => BatchItem::Outcome(dispatched.outcome),
            Err(error) => BatchItem::Error {
                error: batch_error(&error),
            },
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
