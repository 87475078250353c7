//! Dispatching many actions with one request.

use acteon_api_types::{BatchError, BatchItem, DispatchRequest};
use futures::{StreamExt as _, stream};

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
        let answers = requests.into_iter().map(async |request| {
            match self.dispatch(caller, request, dry_run).await {
                Ok(dispatched) => BatchItem::Outcome(dispatched.outcome),
                Err(error) => BatchItem::Error {
                    error: batch_error(&error),
                },
            }
        });
        Ok(stream::iter(answers).buffered(CONCURRENCY).collect().await)
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
