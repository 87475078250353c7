//! The circuit that spares a dead receiver.

use std::sync::Arc;
use std::time::Duration;

use acteon_providers::{CircuitState, FailureCode, Provider, WebhookConfig};
use tokio::sync::Notify;

use crate::support::{Answer, Receiver, closed_port, code, delivery, failed, webhook};

/// One attempt for each delivery, and a circuit that opens after three.
fn three(config: &mut WebhookConfig) {
    config.max_attempts = 1;
    config.circuit.failures = 3;
    config.circuit.open_for = Duration::from_secs(30);
}

async fn fail(provider: &Provider, times: usize) {
    for _ in 0..times {
        assert_eq!(provider.deliver(&delivery()).await.attempts, 1);
    }
}

#[tokio::test]
async fn it_opens_says_so_probes_and_closes() {
    let mut receiver = Receiver::new([Answer::status(500)]).await;
    let (provider, clock) = webhook(&receiver.url(), three);
    fail(&provider, 2).await;
    assert_eq!(provider.status().circuit, CircuitState::Closed);
    fail(&provider, 1).await;
    let since = "2026-11-23T16:00:00Z".parse().unwrap();
    let until = "2026-11-23T16:00:30Z".parse().unwrap();
    let open = CircuitState::Open { since, until };
    assert_eq!(provider.status().circuit, open);

    clock.advance(Duration::from_secs(29));
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::CircuitOpen, 0));
    assert!(failure.retryable);
    assert_eq!(
        failure.message,
        "provider `hooks` is not asked since 2026-11-23T16:00:00Z, because it failed too often; it \
         is tried again after 2026-11-23T16:00:30Z"
    );
    assert_eq!(receiver.all().len(), 3, "nothing was sent");

    // A probe that fails opens it again.
    clock.advance(Duration::from_secs(1));
    assert_eq!(
        code(provider.deliver(&delivery()).await),
        (FailureCode::Error, 1)
    );
    let until = "2026-11-23T16:01:00Z".parse().unwrap();
    let open = CircuitState::Open { since, until };
    assert_eq!(provider.status().circuit, open);

    // One that gets an answer closes it, and the count starts anew.
    clock.advance(Duration::from_secs(30));
    receiver.answer(Answer::status(404));
    fail(&provider, 1).await;
    assert_eq!(provider.status().circuit, CircuitState::Closed);
    receiver.answer(Answer::status(500));
    fail(&provider, 2).await;
    assert_eq!(provider.status().circuit, CircuitState::Closed);
}

#[tokio::test]
async fn only_failures_in_a_row_count() {
    let receiver = Receiver::new([
        Answer::status(500),
        Answer::status(500),
        Answer::ok("1"),
        Answer::status(500),
        Answer::status(500),
        Answer::status(429),
        Answer::status(500),
    ])
    .await;
    let (provider, _) = webhook(&receiver.url(), three);
    fail(&provider, 7).await;
    assert_eq!(provider.status().circuit, CircuitState::Closed);
}

#[tokio::test]
async fn every_sign_of_death_counts() {
    for answer in [Answer::Silence, Answer::HangUp, Answer::status(503)] {
        let receiver = Receiver::new([answer]).await;
        let (provider, _) = webhook(&receiver.url(), |config| {
            three(config);
            config.timeout = Duration::from_millis(50);
        });
        fail(&provider, 3).await;
        assert_ne!(provider.status().circuit, CircuitState::Closed);
    }
    let (provider, _) = webhook(&closed_port().await, three);
    fail(&provider, 3).await;
    assert_ne!(provider.status().circuit, CircuitState::Closed);
}

/// A delivery whose own attempts open the circuit says what it saw, and makes no further ones.
#[tokio::test]
async fn it_ends_the_retries_of_a_delivery() {
    let mut receiver = Receiver::new([Answer::status(503)]).await;
    let (provider, _) = webhook(&receiver.url(), |config| {
        config.max_attempts = 5;
        config.circuit.failures = 2;
    });
    assert_eq!(
        code(provider.deliver(&delivery()).await),
        (FailureCode::Error, 2)
    );
    assert_eq!(receiver.all().len(), 2);
}

#[tokio::test]
async fn one_attempt_probes_while_others_are_refused() {
    let mut receiver = Receiver::new([Answer::status(500)]).await;
    let (provider, clock) = webhook(&receiver.url(), three);
    fail(&provider, 3).await;
    receiver.all();
    clock.advance(Duration::from_secs(30));
    receiver.answer(Answer::Silence);
    let probing = provider.clone();
    let probe = tokio::spawn(async move { probing.deliver(&delivery()).await });
    receiver.next().await;
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::CircuitOpen, 0));
    assert!(failure.message.ends_with("it is being tried now"));
    let since = "2026-11-23T16:00:00Z".parse().unwrap();
    assert_eq!(provider.status().circuit, CircuitState::HalfOpen { since });

    // A probe that is given up leaves its turn to the next attempt.
    probe.abort();
    assert!(probe.await.unwrap_err().is_cancelled());
    receiver.answer(Answer::ok("1"));
    assert!(provider.deliver(&delivery()).await.result.is_ok());
    assert_eq!(provider.status().circuit, CircuitState::Closed);
}

/// What began before it opened says nothing about the receiver now.
#[tokio::test]
async fn failures_of_an_earlier_phase_do_not_count() {
    let hang_up = Arc::new(Notify::new());
    let answers = [Answer::HangUpLater(hang_up.clone()), Answer::status(500)];
    let mut receiver = Receiver::new(answers).await;
    let (provider, clock) = webhook(&receiver.url(), three);
    let early = provider.clone();
    let early = tokio::spawn(async move { early.deliver(&delivery()).await });
    receiver.next().await;
    fail(&provider, 3).await;
    clock.advance(Duration::from_secs(30));
    receiver.answer(Answer::ok("1"));
    assert!(provider.deliver(&delivery()).await.result.is_ok());
    receiver.answer(Answer::status(500));
    fail(&provider, 2).await;
    hang_up.notify_one();
    let ended = code(early.await.unwrap());
    assert_eq!(ended, (FailureCode::InvalidResponse, 1));
    assert_eq!(provider.status().circuit, CircuitState::Closed);
}
