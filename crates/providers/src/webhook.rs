//! The provider that sends actions to a receiver over HTTP.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Semaphore;
use tracing::debug;

use crate::circuit::{Circuit, Refusal};
use crate::{
    Delivery, FailureCode, ProviderError, ProviderFailure, ProviderResponse, ProviderStatus, Time,
    WebhookConfig,
};

mod attempt;
mod client;
mod request;
mod response;
mod retry;
mod setback;
mod signature;

pub(crate) use client::Trust;

use attempt::Attempts;
use retry::Retries;
use setback::Setback;

/// A receiver, the connections to it, and what is known about its health.
pub(crate) struct Webhook {
    name: String,
    attempts: Attempts,
    retries: Retries,
    circuit: Circuit,
    places: Semaphore,
    max_concurrent: usize,
    time: Arc<dyn Time>,
}

impl Webhook {
    pub(crate) fn new(
        name: &str,
        config: WebhookConfig,
        trust: &mut Trust,
        time: Arc<dyn Time>,
    ) -> Result<Self, ProviderError> {
        let max_concurrent = config.max_concurrent.clamp(1, Semaphore::MAX_PERMITS);
        Ok(Self {
            name: name.to_owned(),
            retries: Retries::new(&config),
            circuit: Circuit::new(name.to_owned(), config.circuit, time.clone()),
            places: Semaphore::new(max_concurrent),
            max_concurrent,
            attempts: Attempts::new(name, config, trust, time.clone())?,
            time,
        })
    }

    pub(crate) fn status(&self) -> ProviderStatus {
        ProviderStatus {
            in_flight: self.max_concurrent - self.places.available_permits(),
            circuit: self.circuit.state(),
        }
    }

    /// Sends the action, again where that is safe. The second value counts the requests begun.
    pub(crate) async fn deliver(
        &self,
        delivery: &Delivery,
    ) -> (Result<ProviderResponse, ProviderFailure>, u32) {
        let Ok(_place) = self.places.try_acquire() else {
            return (Err(self.busy()), 0);
        };
        let body = match request::body(delivery) {
            Ok(body) => body,
            Err(failure) => return (Err(failure), 0),
        };
        self.send(delivery, &body).await
    }

    async fn send(
        &self,
        delivery: &Delivery,
        body: &Bytes,
    ) -> (Result<ProviderResponse, ProviderFailure>, u32) {
        let deadline = self.retries.deadline(self.time.instant());
        let mut waits = self.retries.waits();
        let mut attempts = 0;
        let mut last: Option<ProviderFailure> = None;
        loop {
            // It may have opened while this delivery waited; then the last failure says more.
            let admitted = match self.circuit.admit() {
                Ok(admitted) => admitted,
                Err(refusal) => {
                    return (Err(last.unwrap_or_else(|| self.refused(refusal))), attempts);
                }
            };
            attempts += 1;
            let setback = match self.attempts.make(&delivery.action_id, body).await {
                Ok(response) => {
                    admitted.report(true);
                    return (Ok(response), attempts);
                }
                Err(setback) => setback,
            };
            admitted.report(setback.alive);
            let Some(wait) = waits.after(&setback, self.time.instant(), deadline) else {
                return (Err(setback.failure), attempts);
            };
            self.tell_retry(delivery, &setback, wait);
            self.time.sleep(wait).await;
            last = Some(setback.failure);
        }
    }

    fn tell_retry(&self, delivery: &Delivery, setback: &Setback, wait: Duration) {
        debug!(
            event = "provider.retry",
            provider = self.name,
            action_id = delivery.action_id,
            code = setback.failure.code.as_str(),
            wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            "{}",
            setback.failure.message
        );
    }

    fn busy(&self) -> ProviderFailure {
        ProviderFailure {
            code: FailureCode::Busy,
            message: format!(
                "provider `{}` has {} deliveries on their way, as many as its `max_concurrent`",
                self.name, self.max_concurrent
            ),
            retryable: true,
        }
    }

    fn refused(&self, refusal: Refusal) -> ProviderFailure {
        let Refusal { since, until } = refusal;
        let next = until.map_or_else(
            || "is being tried now".to_owned(),
            |until| format!("is tried again after {until:.0}"),
        );
        ProviderFailure {
            code: FailureCode::CircuitOpen,
            message: format!(
                "provider `{}` is not asked since {since:.0}, because it failed too often; it {next}",
                self.name
            ),
            retryable: true,
        }
    }
}
