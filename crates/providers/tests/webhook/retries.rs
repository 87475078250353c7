//! What is tried again, and when.

use std::time::Duration;

use acteon_providers::FailureCode;

use crate::support::{Answer, Receiver, closed_port, code, delivery, failed, webhook};

#[tokio::test]
async fn a_receiver_that_recovers_costs_a_wait() {
    for status in [429, 502, 503, 504] {
        let mut receiver = Receiver::new([Answer::status(status), Answer::ok("1")]).await;
        let (provider, clock) = webhook(&receiver.url(), |_| {});
        let delivered = provider.deliver(&delivery()).await;
        assert_eq!(delivered.result.unwrap().body, 1, "{status}");
        assert_eq!(delivered.attempts, 2, "{status}");
        let waits = clock.waits();
        assert_eq!(waits.len(), 1, "{status}");
        assert_eq!(
            delivered.duration, waits[0],
            "waits are part of the duration"
        );
        assert_eq!(receiver.all().len(), 2, "{status}");
    }
}

#[tokio::test]
async fn waits_grow_at_random_and_end() {
    let receiver = Receiver::new([Answer::status(503)]).await;
    let (provider, clock) = webhook(&receiver.url(), |config| {
        config.max_attempts = 5;
        config.circuit.failures = 100;
        config.backoff = Duration::from_millis(100);
        config.max_backoff = Duration::from_millis(300);
    });
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::Error, 5));
    assert!(failure.retryable);
    let waits = clock.waits();
    assert_eq!(waits.len(), 4);
    for (wait, least) in waits.into_iter().zip([100, 200, 300, 300]) {
        let least = Duration::from_millis(least);
        assert!(
            wait >= least && wait <= 2 * least,
            "{wait:?} after {least:?}"
        );
    }
}

#[tokio::test]
async fn a_receiver_says_when_to_come_again() {
    let mut receiver = Receiver::new([
        Answer::with(429, "Retry-After", "7"),
        Answer::with(503, "Retry-After", "Mon, 23 Nov 2026 16:00:10 GMT"),
        Answer::ok("1"),
    ])
    .await;
    let (provider, clock) = webhook(&receiver.url(), |_| {});
    assert!(provider.deliver(&delivery()).await.result.is_ok());
    assert_eq!(clock.waits(), [7, 3].map(Duration::from_secs));
    assert_eq!(receiver.all().len(), 3);
}

#[tokio::test]
async fn nothing_is_tried_that_would_end_after_the_total_time() {
    let receiver = Receiver::new([Answer::with(429, "Retry-After", "21")]).await;
    // 21 s and one attempt's 10 s are more than the total of 30 s.
    let (provider, clock) = webhook(&receiver.url(), |_| {});
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::Rejected, 1));
    assert!(failure.retryable);
    assert_eq!(
        failure.message,
        format!(
            "`{}` answered 429 Too Many Requests and asks to wait 21 s",
            receiver.origin()
        )
    );
    assert!(clock.waits().is_empty());
    receiver.answer(Answer::with(429, "Retry-After", "20"));
    assert_eq!(provider.deliver(&delivery()).await.attempts, 2);
}

#[tokio::test]
async fn a_receiver_that_is_away_is_tried_again() {
    let url = closed_port().await;
    let (provider, clock) = webhook(&url, |_| {});
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::Unreachable, 3));
    assert!(failure.retryable);
    let origin = url.trim_end_matches('/');
    let said = format!("cannot connect to `{origin}`: connection refused");
    assert!(failure.message.starts_with(&said), "{}", failure.message);
    assert_eq!(clock.waits().len(), 2);
}

/// Whatever may have been carried out is not sent twice.
#[tokio::test]
async fn what_may_have_been_carried_out_is_not_tried_again() {
    for (answer, expected) in [
        (Answer::Silence, FailureCode::Timeout),
        (Answer::Trickle, FailureCode::Timeout),
        (Answer::HangUp, FailureCode::InvalidResponse),
        (Answer::BreakOff, FailureCode::InvalidResponse),
        (Answer::status(500), FailureCode::Error),
        (Answer::status(501), FailureCode::Error),
        (Answer::status(400), FailureCode::Rejected),
        (Answer::status(409), FailureCode::Rejected),
    ] {
        let mut receiver = Receiver::new([answer]).await;
        let (provider, clock) = webhook(&receiver.url(), |config| {
            if expected == FailureCode::Timeout {
                config.timeout = Duration::from_millis(50);
            }
        });
        let ended = code(provider.deliver(&delivery()).await);
        assert_eq!(ended, (expected, 1));
        assert!(clock.waits().is_empty());
        // A request that was given up may never have arrived.
        assert!(receiver.all().len() <= 1, "{expected}");
    }
}
