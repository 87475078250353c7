//! What a receiver gets, and what becomes of its answer.

use acteon_providers::{FailureCode, Header, Secret};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Answer, Receiver, code, delivery, failed, webhook};

#[tokio::test]
async fn a_receiver_gets_the_whole_action() {
    let mut receiver = Receiver::new([Answer::ok("{}")]).await;
    let (provider, _) = webhook(&receiver.url(), |config| {
        config.headers = vec![
            Header::new("X-Team", &Secret::new("payments")).unwrap(),
            Header::bearer(&Secret::new("whisper")).unwrap(),
        ];
    });
    let mut delivery = delivery();
    delivery.created_at = Some("2026-11-23T15:59:00Z".to_owned());
    assert!(provider.deliver(&delivery).await.result.is_ok());
    let request = receiver.next().await;
    assert_eq!(request.line, "POST /actions?from=acteon");
    for (name, value) in [
        ("content-type", "application/json"),
        ("idempotency-key", "action-1"),
        ("user-agent", concat!("acteon/", env!("CARGO_PKG_VERSION"))),
        ("x-team", "payments"),
        ("authorization", "Bearer whisper"),
        ("x-acteon-signature", ""),
    ] {
        assert_eq!(request.header(name), value, "{name}");
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(
        body,
        json!({
            "id": "action-1", "namespace": "payments", "tenant": "acme", "provider": "hooks",
            "action_type": "email", "payload": { "to": "a@example.com", "amount": 7 },
            "metadata": { "source": "test" }, "created_at": "2026-11-23T15:59:00Z",
        })
    );
}

#[tokio::test]
async fn each_attempt_has_a_signature_of_its_own_and_the_same_key() {
    let mut receiver =
        Receiver::new([Answer::with(503, "Retry-After", "5"), Answer::ok("{}")]).await;
    let (provider, _) = webhook(&receiver.url(), |config| {
        config.secret = Some(Secret::new("whisper"));
    });
    assert_eq!(provider.deliver(&delivery()).await.attempts, 2);
    let mut times = Vec::new();
    for request in receiver.all() {
        assert_eq!(request.header("idempotency-key"), "action-1");
        let signature = request.header("x-acteon-signature");
        let (time, given) = signature.split_once(",v1=").unwrap();
        let time = time.strip_prefix("t=").unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(b"whisper").unwrap();
        mac.update(&[time.as_bytes(), b".", &request.body].concat());
        mac.verify_slice(&hex::decode(given).unwrap()).unwrap();
        times.push(time.parse::<i64>().unwrap());
    }
    assert!(times[1] >= times[0] + 5, "{times:?}");
}

#[tokio::test]
async fn connections_are_used_again() {
    let mut receiver = Receiver::new([Answer::ok("{}")]).await;
    let (provider, _) = webhook(&receiver.url(), |_| {});
    for _ in 0..10 {
        assert!(provider.deliver(&delivery()).await.result.is_ok());
    }
    let mut peers: Vec<_> = receiver.all().iter().map(|request| request.peer).collect();
    assert_eq!(peers.len(), 10);
    peers.sort();
    peers.dedup();
    assert!(peers.len() < 10, "each request had a connection of its own");
}

#[tokio::test]
async fn every_2xx_is_a_success_whatever_its_body() {
    for (status, sent, body) in [
        (200, r#"{"queued":true}"#, json!({ "queued": true })),
        (202, "[1,2]", json!([1, 2])),
        (201, "thanks", json!({ "text": "thanks" })),
        (200, r#"{"broken":"#, json!({ "text": r#"{"broken":"# })),
        (204, "", json!({})),
    ] {
        let answer = Answer::Reply(status, Vec::new(), sent.to_owned());
        let receiver = Receiver::new([answer]).await;
        let (provider, _) = webhook(&receiver.url(), |_| {});
        let response = provider.deliver(&delivery()).await.result.unwrap();
        assert_eq!(response.body, body, "{status}");
    }
}

#[tokio::test]
async fn some_headers_of_the_answer_are_kept() {
    let headers = [
        ("Content-Type", "application/json".to_owned()),
        ("X-Request-Id", "r-1".to_owned()),
        ("ETag", "x".repeat(1025)),
        ("Set-Cookie", "session=1".to_owned()),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value));
    let receiver = Receiver::new([Answer::Reply(200, headers.into(), "{}".to_owned())]).await;
    let (provider, _) = webhook(&receiver.url(), |_| {});
    let response = provider.deliver(&delivery()).await.result.unwrap();
    let kept: Vec<_> = response.headers.keys().map(String::as_str).collect();
    assert_eq!(kept, ["content-type", "x-request-id"]);
    assert_eq!(response.headers["x-request-id"], "r-1");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let mut receiver = Receiver::new([Answer::with(307, "Location", "/elsewhere")]).await;
    let (provider, _) = webhook(&receiver.url(), |_| {});
    let (failure, attempts) = failed(provider.deliver(&delivery()).await);
    assert_eq!((failure.code, attempts), (FailureCode::Redirected, 1));
    assert!(!failure.retryable);
    assert_eq!(
        failure.message,
        format!(
            "`{}` answered 307 Temporary Redirect; redirects are not followed, correct the `url`",
            receiver.origin()
        )
    );
    assert_eq!(receiver.all().len(), 1);
}

#[tokio::test]
async fn something_that_is_no_http_is_an_invalid_response() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let banner = b"SSH-2.0-OpenSSH_9.9\r\n";
        tokio::io::AsyncWriteExt::write_all(&mut socket, banner)
            .await
            .unwrap();
        std::future::pending::<()>().await;
    });
    let (provider, _) = webhook(&url, |_| {});
    let ended = code(provider.deliver(&delivery()).await);
    assert_eq!(ended, (FailureCode::InvalidResponse, 1));
}
