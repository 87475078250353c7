//! What the tests share: a receiver, a clock, and short ways to a provider.

mod clock;
mod receiver;

use std::sync::Arc;

use acteon_providers::{
    Delivered, Delivery, FailureCode, Provider, ProviderConfig, ProviderFailure, ProviderKind,
    Providers, Target, WebhookConfig,
};
use serde_json::json;

pub use clock::Clock;
pub use receiver::{Answer, Receiver};

/// A provider `hooks` that sends to `url`, with what `change` makes of the defaults, and its clock.
pub fn webhook(url: &str, change: impl FnOnce(&mut WebhookConfig)) -> (Arc<Provider>, Arc<Clock>) {
    let mut config = WebhookConfig::new(Target::parse(url).unwrap());
    change(&mut config);
    let clock = Arc::new(Clock::default());
    let configs = vec![ProviderConfig {
        name: "hooks".to_owned(),
        kind: ProviderKind::Webhook(Box::new(config)),
    }];
    let providers = Providers::with_time(configs, clock.clone()).unwrap();
    (providers.get("hooks").unwrap().clone(), clock)
}

/// An action on its way to `hooks`.
pub fn delivery() -> Delivery {
    let payload = json!({ "to": "a@example.com", "amount": 7 });
    Delivery {
        action_id: "action-1".to_owned(),
        namespace: "payments".to_owned(),
        tenant: "acme".to_owned(),
        provider: "hooks".to_owned(),
        action_type: "email".to_owned(),
        payload: payload.as_object().unwrap().clone(),
        metadata: [("source".to_owned(), "test".to_owned())].into(),
        created_at: None,
        log_payload: None,
    }
}

/// A port of this machine that nobody listens on.
pub async fn closed_port() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

/// The failure that a delivery ended with, and the requests that were begun.
pub fn failed(delivered: Delivered) -> (ProviderFailure, u32) {
    (delivered.result.unwrap_err(), delivered.attempts)
}

/// The same, the failure by its code.
pub fn code(delivered: Delivered) -> (FailureCode, u32) {
    let (failure, attempts) = failed(delivered);
    (failure.code, attempts)
}
