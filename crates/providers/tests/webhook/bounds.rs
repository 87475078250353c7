//! What a receiver cannot do to the server.

use std::time::Duration;

use acteon_providers::FailureCode;

use crate::support::{Answer, Receiver, code, delivery, failed, webhook};
use crate::tls::Authority;

#[tokio::test]
async fn a_hanging_receiver_fills_its_own_places_only() {
    let mut receiver = Receiver::new([Answer::Silence]).await;
    let (provider, _) = webhook(&receiver.url(), |config| config.max_concurrent = 2);
    let hanging = [(); 2].map(|()| {
        let provider = provider.clone();
        tokio::spawn(async move { provider.deliver(&delivery()).await })
    });
    receiver.next().await;
    receiver.next().await;
    assert_eq!(provider.status().in_flight, 2);
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::Busy, 0));
    assert!(failure.retryable);
    assert_eq!(
        failure.message,
        "provider `hooks` has 2 deliveries on their way, as many as its `max_concurrent`"
    );

    // A delivery that is given up gives its place back.
    for task in hanging {
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }
    assert_eq!(provider.status().in_flight, 0);
    receiver.answer(Answer::ok("1"));
    assert!(provider.deliver(&delivery()).await.result.is_ok());
    assert_eq!(provider.status().in_flight, 0);
}

#[tokio::test]
async fn an_endless_body_is_read_to_the_bound() {
    let receiver = Receiver::new([Answer::Endless]).await;
    let (provider, _) = webhook(&receiver.url(), |_| {});
    let response = provider.deliver(&delivery()).await.result.unwrap();
    assert_eq!(response.body["truncated"], true);
    assert_eq!(response.body["text"].as_str().unwrap().len(), 65_536);
}

#[tokio::test]
async fn a_body_at_the_bound_is_whole() {
    let text = "x".repeat(65_536 - 2);
    let receiver = Receiver::new([Answer::ok(&format!("\"{text}\""))]).await;
    let (provider, _) = webhook(&receiver.url(), |_| {});
    let response = provider.deliver(&delivery()).await.result.unwrap();
    assert_eq!(response.body, text);
}

#[tokio::test]
async fn huge_headers_are_an_invalid_response() {
    let long = vec![("X-Long".to_owned(), "x".repeat(400_000))];
    let many = (0..200).map(|n| (format!("X-{n}"), "x".to_owned()));
    for headers in [long, many.collect()] {
        let receiver = Receiver::new([Answer::Reply(200, headers, String::new())]).await;
        let (provider, _) = webhook(&receiver.url(), |_| {});
        let ended = code(provider.deliver(&delivery()).await);
        assert_eq!(ended, (FailureCode::InvalidResponse, 1));
    }
}

/// Accepts connections and never says a word, so that no TLS comes about: nothing was sent yet.
#[tokio::test]
async fn connecting_has_a_time_of_its_own() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    let authority = Authority::new();
    let (provider, clock) = webhook(&origin, |config| {
        config.connect_timeout = Duration::from_millis(50);
        config.ca_file = Some(authority.file());
    });
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::Unreachable, 3));
    assert_eq!(
        failure.message,
        format!("cannot connect to `{origin}`: no connection within 50 ms")
    );
    assert_eq!(clock.waits().len(), 2);
}
