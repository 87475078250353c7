//! The provider that writes actions to the log, and what the log shows of webhooks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io;
use std::sync::{Arc, Mutex};

use acteon_providers::{
    CircuitState, Delivery, ProviderConfig, ProviderKind, Providers, Secret, Target, WebhookConfig,
};
use serde_json::{Value, json};

/// What was logged, one object per event.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn events(&self) -> Vec<Value> {
        let bytes = self.0.lock().unwrap();
        let lines = bytes.split(|byte| *byte == b'\n');
        lines
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn listen() -> (Lines, tracing::subscriber::DefaultGuard) {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    (lines, guard)
}

fn provider(kind: ProviderKind) -> Providers {
    let name = "email".to_owned();
    Providers::new(vec![ProviderConfig { name, kind }]).unwrap()
}

fn delivery() -> Delivery {
    let payload = json!({ "to": "a@example.com", "card": "4111" });
    Delivery {
        action_id: "action-1".to_owned(),
        namespace: "payments".to_owned(),
        tenant: "acme\nevil".to_owned(),
        provider: "email".to_owned(),
        action_type: "receipt".to_owned(),
        payload: payload.as_object().unwrap().clone(),
        ..Delivery::default()
    }
}

#[tokio::test]
async fn an_action_is_logged_with_its_payload() {
    let (lines, _guard) = listen();
    let providers = provider(ProviderKind::Log);
    let provider = providers.get("email").unwrap();
    let delivered = provider.deliver(&delivery()).await;
    let response = delivered.result.unwrap();
    assert_eq!(
        response.body,
        json!({ "provider": "email", "logged": true })
    );
    assert!(response.headers.is_empty());
    assert_eq!(delivered.attempts, 1);
    let events = lines.events();
    assert_eq!(events.len(), 1);
    let fields = &events[0]["fields"];
    for (field, value) in [
        ("event", "provider.logged"),
        ("provider", "email"),
        ("action_id", "action-1"),
        ("namespace", "payments"),
        ("tenant", "acme\nevil"),
        ("action_type", "receipt"),
        ("payload", r#"{"card":"4111","to":"a@example.com"}"#),
    ] {
        assert_eq!(fields[field], value, "{field}");
    }
    assert_eq!(provider.status().circuit, CircuitState::Closed);
}

#[tokio::test]
async fn a_masked_payload_is_logged_instead() {
    let (lines, _guard) = listen();
    let providers = provider(ProviderKind::Log);
    let mut delivery = delivery();
    delivery.log_payload = Some(json!({ "card": "(masked)" }));
    assert!(
        providers
            .get("email")
            .unwrap()
            .deliver(&delivery)
            .await
            .result
            .is_ok()
    );
    assert_eq!(
        lines.events()[0]["fields"]["payload"],
        r#"{"card":"(masked)"}"#
    );
}

/// On every level, libraries included.
#[tokio::test]
async fn a_circuit_is_logged_and_secrets_are_not() {
    let (lines, _guard) = listen();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "http://{}/whisper?key=whisper",
        listener.local_addr().unwrap()
    );
    drop(listener);
    let mut config = WebhookConfig::new(Target::parse(&url).unwrap());
    config.secret = Some(Secret::new("whisper"));
    config.headers = vec![acteon_providers::Header::bearer(&Secret::new("whisper")).unwrap()];
    config.max_attempts = 2;
    config.backoff = std::time::Duration::from_millis(1);
    config.circuit.failures = 2;
    let providers = provider(ProviderKind::Webhook(Box::new(config)));
    let provider = providers.get("email").unwrap();
    assert_eq!(provider.deliver(&delivery()).await.attempts, 2);
    let ours: Vec<_> = lines
        .events()
        .into_iter()
        .filter_map(|event| Some(event["fields"]["event"].as_str()?.to_owned()))
        .collect();
    assert_eq!(ours, ["provider.retry", "provider.circuit_opened"]);
    let shown = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(!shown.contains("whisper"), "{shown}");
}
