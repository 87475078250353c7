//! How requests are sent: tries, redirects, encoding, uploads, answers of others than Acteon.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail a test by panicking, as the tests do"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use acteon_client::{ActeonClient, Builder, Error, Module, RegisterPlugin};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, request::Parts};
use bytes::Bytes;
use futures::StreamExt as _;
use serde_json::json;

/// Status, headers and body.
type Answer = (u16, &'static [(&'static str, &'static str)], &'static str);

/// What a server answers with, one after the other; the last again and again.
#[derive(Clone)]
struct Script {
    answers: Arc<Vec<Answer>>,
    asked: Arc<Mutex<Vec<(Parts, Bytes)>>>,
}

impl Script {
    fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    fn path(&self, index: usize) -> String {
        self.asked.lock().unwrap()[index].0.uri.to_string()
    }

    fn header(&self, index: usize, name: &str) -> Option<String> {
        let asked = self.asked.lock().unwrap();
        Some(
            asked[index]
                .0
                .headers
                .get(name)?
                .to_str()
                .unwrap()
                .to_owned(),
        )
    }

    fn body(&self, index: usize) -> Bytes {
        self.asked.lock().unwrap()[index].1.clone()
    }
}

async fn server(answers: &[Answer]) -> (String, Script) {
    let script = Script {
        answers: Arc::new(answers.to_vec()),
        asked: Arc::default(),
    };
    let answer = |State(script): State<Script>, request: Request| async move {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let index = {
            let mut asked = script.asked.lock().unwrap();
            asked.push((parts, body));
            asked.len() - 1
        };
        let (status, headers, body) = script.answers[index.min(script.answers.len() - 1)];
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        response.body(Body::from(body)).unwrap()
    };
    let app = Router::new().fallback(answer).with_state(script.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (address, script)
}

/// Waits for nothing, whatever a server says.
fn builder(address: &str) -> Builder {
    ActeonClient::builder(address).longest_pause(Duration::ZERO)
}

fn client(address: &str) -> ActeonClient {
    builder(address).build().unwrap()
}

const RULES: &str = "[]";
const OUTCOME: &str = r#""Deduplicated""#;
const BUSY: &str = r#"{"error": "busy", "kind": "saturated"}"#;
const AWAY: &str = r#"{"error": "the record is delayed", "kind": "record_delayed"}"#;

#[tokio::test]
async fn what_only_reads_is_tried_again() {
    let (address, script) =
        server(&[(503, &[("retry-after", "7")], AWAY), (200, &[], RULES)]).await;
    assert!(client(&address).list_rules().await.unwrap().is_empty());
    assert_eq!(script.count(), 2);

    let (address, script) = server(&[(503, &[("retry-after", "7")], AWAY)]).await;
    let error = client(&address).list_rules().await.unwrap_err();
    assert_eq!(script.count(), 3, "twice more, then no more");
    assert!(error.is_unavailable());
    let api = error.api().unwrap();
    assert_eq!(api.retry_after, Some(Duration::from_secs(7)));
    assert_eq!(api.kind.as_deref(), Some("record_delayed"));

    let (address, script) = server(&[(500, &[], "{}")]).await;
    client(&address).list_rules().await.unwrap_err();
    assert_eq!(script.count(), 1, "a defect does not go away");
}

#[tokio::test]
async fn a_change_is_tried_again_only_when_nothing_was_done() {
    for (answer, tries) in [
        ((503, BUSY), 2),
        ((503, r#"{"error": "x", "kind": "plugins_loading"}"#), 2),
        ((429, r#"{"error": "x", "kind": "too_many_attempts"}"#), 2),
        ((503, AWAY), 1),
        ((503, "<html>the proxy is tired</html>"), 1),
        ((500, BUSY), 1),
    ] {
        let (status, body) = answer;
        let (address, script) = server(&[(status, &[], body), (200, &[], OUTCOME)]).await;
        let got = client(&address).dispatch(&json!({"namespace": "n"})).await;
        assert_eq!(script.count(), tries, "{status} {body}");
        assert_eq!(got.is_ok(), tries == 2, "{status} {body}");
    }
    // A dry run changes nothing.
    let (address, script) = server(&[(503, &[], AWAY), (200, &[], OUTCOME)]).await;
    client(&address).dispatch_dry_run(&json!({})).await.unwrap();
    assert_eq!(script.count(), 2);
    let (address, script) = server(&[(503, &[], BUSY)]).await;
    let client = builder(&address).max_retries(0).build().unwrap();
    client.dispatch(&json!({})).await.unwrap_err();
    assert_eq!(script.count(), 1);
}

#[tokio::test]
async fn a_module_is_the_same_from_memory_a_file_and_a_stream() {
    let module: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &module).unwrap();
    let stream = || Module::Stream {
        pieces: futures::stream::iter(
            module
                .chunks(70_000)
                .map(|piece| Ok(Bytes::copy_from_slice(piece)))
                .collect::<Vec<_>>(),
        )
        .boxed(),
        length: None,
    };
    let sources: [(&str, Module, usize); 3] = [
        ("memory", module.clone().into(), 2),
        ("file", file.path().into(), 2),
        ("stream", stream(), 1),
    ];
    for (name, source, tries) in sources {
        let (address, script) = server(&[(503, &[], BUSY), (409, &[], BUSY)]).await;
        let far = Arc::new(Mutex::new(Vec::new()));
        let heard = far.clone();
        let plugin = RegisterPlugin::new("p", source)
            .timeout_ms(50)
            .progress(Arc::new(move |sent, of| {
                heard.lock().unwrap().push((sent, of))
            }));
        client(&address)
            .register_wasm_plugin(plugin)
            .await
            .unwrap_err();
        assert_eq!(script.count(), tries, "{name}");
        for index in 0..tries {
            let body = script.body(index);
            assert!(
                body.windows(module.len()).any(|part| part == module),
                "{name}"
            );
            let text = String::from_utf8_lossy(&body);
            assert!(
                text.contains("name=\"wasm_file\"; filename=\"plugin.wasm\""),
                "{name}"
            );
            assert!(text.contains("name=\"timeout_ms\"\r\n\r\n50\r\n"), "{name}");
        }
        let length = (name != "stream").then_some(module.len() as u64);
        assert_eq!(
            far.lock().unwrap().last(),
            Some(&(module.len() as u64, length)),
            "{name}"
        );
    }
    let (address, script) = server(&[(200, &[], "{}")]).await;
    let missing = RegisterPlugin::new("p", std::path::Path::new("/nowhere/at.wasm"));
    let error = client(&address)
        .register_wasm_plugin(missing)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Module(_)), "{error}");
    assert_eq!(script.count(), 0);
}

#[tokio::test]
async fn names_cannot_lead_elsewhere() {
    let (address, script) = server(&[(404, &[], r#"{"error": "plugin not found"}"#)]).await;
    let client = client(&address);
    for (index, (name, path)) in [
        ("a/../b", "/v1/wasm/plugins/a%2F..%2Fb"),
        ("a?b#c", "/v1/wasm/plugins/a%3Fb%23c"),
        ("größe", "/v1/wasm/plugins/gr%C3%B6%C3%9Fe"),
        ("a.b-c_d", "/v1/wasm/plugins/a.b-c_d"),
    ]
    .into_iter()
    .enumerate()
    {
        assert!(
            client
                .get_wasm_plugin(name)
                .await
                .unwrap_err()
                .is_not_found()
        );
        assert_eq!(script.path(index), path);
    }
    for name in ["", ".", ".."] {
        let error = client.delete_wasm_plugin(name).await.unwrap_err();
        assert!(matches!(error, Error::InvalidName(_)), "{error}");
    }
}

#[tokio::test]
async fn a_key_goes_to_its_server_only() {
    let (other, others) = server(&[(200, &[], RULES)]).await;
    let leads: &'static str = format!("{other}/v1/rules").leak();
    let headers: &'static [(&str, &str)] = vec![("location", leads)].leak();
    let (address, script) = server(&[(307, headers, "")]).await;
    let client = builder(&format!("{address}/behind/a/proxy"))
        .api_key("acteon_x_1")
        .build()
        .unwrap();
    let error = client.list_rules().await.unwrap_err();
    assert_eq!(error.status(), Some(307));
    assert!(error.to_string().contains("leads elsewhere"), "{error}");
    assert_eq!(others.count(), 0);
    assert_eq!(script.path(0), "/behind/a/proxy/v1/rules");
    assert_eq!(
        script.header(0, "authorization").as_deref(),
        Some("Bearer acteon_x_1")
    );
    assert!(
        !format!("{client:?}").contains("acteon_x_1"),
        "a key is not for logs"
    );
    let agent = script.header(0, "user-agent").unwrap();
    assert!(agent.starts_with("acteon-client-rust/"), "{agent}");
}

#[tokio::test]
async fn what_is_not_acteons_is_told_apart() {
    let html = "<html>502 Bad Gateway</html>";
    let (address, _) = server(&[(502, &[("x-request-id", "r-1")], html)]).await;
    let error = client(&address).list_rules().await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(
        (api.status, api.kind.as_deref(), &*api.body),
        (502, None, html)
    );
    assert_eq!(api.request_id.as_deref(), Some("r-1"));

    let (address, _) = server(&[(200, &[], html)]).await;
    let error = client(&address).list_rules().await.unwrap_err();
    assert!(
        matches!(&error, Error::Decode { body, .. } if body == html),
        "{error}"
    );

    // Nobody listens on a port that was just given back.
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let error = client(&address).list_rules().await.unwrap_err();
    assert!(matches!(error, Error::Connection(_)), "{error}");
    assert!(
        error
            .to_string()
            .starts_with("the server cannot be reached: "),
        "{error}"
    );

    // Somebody listens, and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let client = builder(&address)
        .timeout(Duration::from_millis(30))
        .build()
        .unwrap();
    let error = client.list_rules().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
}

#[tokio::test]
async fn an_address_or_key_that_is_none_is_said() {
    for (address, reason) in [
        ("localhost:8080", "must begin with `http://`"),
        ("no address", "relative URL"),
        ("http://", "empty host"),
        ("http://localhost/?a=b", "must end with the path"),
    ] {
        let error = ActeonClient::builder(address)
            .build()
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("`{address}`")) && error.contains(reason),
            "{error}"
        );
        let first = ActeonClient::new(address).health().await.unwrap_err();
        assert_eq!(first.to_string(), error);
    }
    let error = ActeonClient::builder("http://localhost")
        .api_key("a\nb")
        .build()
        .unwrap_err();
    assert!(matches!(error, Error::InvalidKey), "{error}");
    ActeonClient::builder("https://localhost").build().unwrap();
}
