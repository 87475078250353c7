//! Actions that were in flight when the server was killed.

use acteon_core::Outcome;
use acteon_store::{Completion, Guard, KeyEnd, StoreError};
use serde_json::json;
use tracing::warn;

use super::run::Counted;
use crate::Gateway;
use crate::gateway::OpenError;

impl Gateway {
    /// Closes the records of actions whose provider was being called when the server ended. They
    /// may have been carried out, so their dedup keys are kept.
    pub(crate) async fn close_unfinished(&self) -> Result<(), OpenError> {
        let unfinished = self.inner.store.unfinished().await?;
        if unfinished.is_empty() {
            return Ok(());
        }
        warn!(
            event = "dispatch.unknown",
            actions = unfinished.len(),
            "the server ended while providers were called; the outcome of these actions is unknown"
        );
        let details = json!({
            "message": "the server ended while the provider was called; it may have carried the \
                        action out",
        })
        .to_string();
        for intent in unfinished {
            let at = intent.draft.dispatched_at;
            let key = match (intent.guard, intent.remember) {
                (Guard::Deduplicate { key, ttl_seconds }, _) => KeyEnd::Keep {
                    key,
                    ttl_seconds,
                    at,
                },
                (_, Some(key)) => KeyEnd::Keep {
                    key,
                    ttl_seconds: Some(0),
                    at,
                },
                _ => KeyEnd::None,
            };
            let completion = Completion {
                draft: intent.draft,
                outcome: Outcome::Unknown,
                outcome_details: details.clone(),
                completed_at: self.inner.clock.now(),
                key,
            };
            let counted = Counted::of(&completion);
            match self.inner.store.complete(completion.clone()).await {
                Ok(()) => counted.count(&self.inner.metrics),
                // Reading goes on; `/ready` says what is wrong.
                Err(StoreError::Unavailable(_)) => self.record_later(completion),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
