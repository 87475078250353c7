//! Dispatching actions.

use acteon_api_types::{BatchItem, DispatchOutcome};
use reqwest::Method;
use serde::Serialize;

use crate::request::Call;
use crate::{ActeonClient, Error};

const DISPATCH: &str = "v1/dispatch";
const BATCH: &str = "v1/dispatch/batch";
/// Decides, and does nothing else.
const DRY_RUN: [(&str, bool); 1] = [("dry_run", true)];

impl ActeonClient {
    /// Decides about an action and carries it out.
    ///
    /// `action` is a [`DispatchRequest`](acteon_api_types::DispatchRequest), or JSON of that form.
    /// It is not sent again after a broken connection, because it may have been carried out; give
    /// it an `id` or a `dedup_key` and a rule that deduplicates to do that yourself.
    ///
    /// # Errors
    /// [`Error::is_invalid`] for an action that is none, [`Error::is_forbidden`] outside the key's
    /// scope. That a provider failed is not an error but an outcome.
    pub async fn dispatch<T: Serialize + ?Sized>(
        &self,
        action: &T,
    ) -> Result<DispatchOutcome, Error> {
        let call = Call::change(Method::POST, DISPATCH);
        self.fetch(call.json(action)?).await
    }

    /// Only decides about an action.
    ///
    /// # Errors
    /// As [`Self::dispatch`].
    pub async fn dispatch_dry_run<T: Serialize + ?Sized>(
        &self,
        action: &T,
    ) -> Result<DispatchOutcome, Error> {
        let call = Call::ask(DISPATCH).query(&DRY_RUN)?;
        self.fetch(call.json(action)?).await
    }

    /// Dispatches many actions at once, and answers for each what became of it, in their order.
    ///
    /// # Errors
    /// As [`Self::dispatch`], before any was dispatched.
    pub async fn dispatch_batch<T: Serialize>(
        &self,
        actions: &[T],
    ) -> Result<Vec<BatchItem>, Error> {
        let call = Call::change(Method::POST, BATCH);
        self.fetch(call.json(actions)?).await
    }

    /// Only decides about many actions.
    ///
    /// # Errors
    /// As [`Self::dispatch`].
    pub async fn dispatch_batch_dry_run<T: Serialize>(
        &self,
        actions: &[T],
    ) -> Result<Vec<BatchItem>, Error> {
        let call = Call::ask(BATCH).query(&DRY_RUN)?;
        self.fetch(call.json(actions)?).await
    }
}
