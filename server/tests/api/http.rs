//! What holds for every request: ids, headers, limits, hosts, errors as JSON.

use axum::body::Body;
use axum::http::{Method, header};

use crate::support::{Answer, PLUGINS, TestApp, request};

async fn ask(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut asked = request(method, path);
    for (name, value) in headers {
        asked = asked.header(*name, *value);
    }
    app.send(asked.body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_json_too() {
    let app = TestApp::new(PLUGINS).await;
    for path in [
        "/v1/nothing",
        "/v1/wasm",
        "/nothing",
        "/v1/wasm/plugins/p/nothing",
    ] {
        let message = app.get(path).await.expect_error(404, "not_found");
        assert!(message.contains(path), "{message}");
    }
    let answer = app.delete("/v1/rules").await;
    answer.expect_error(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
    let path = app.get("/v1/wasm/plugins/%ff").await;
    path.expect_error(400, "invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_has_a_limit() {
    let app = TestApp::new("[server]\nmax_body_bytes = 2000\n").await;
    let request = request(Method::POST, "/v1/rules/evaluate")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(vec![b' '; 2001]));
    let message = app
        .send(request.unwrap())
        .await
        .expect_error(413, "payload_too_large");
    assert!(message.contains("2000 bytes"), "{message}");
}

/// An action whose payload has so many of these values.
fn many(value: &str, count: usize) -> String {
    let values = vec![value; count].join(",");
    format!(
        r#"{{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{{"v":[{values}]}}}}"#
    )
}

async fn post(app: &TestApp, path: &str, body: String) -> Answer {
    let request = request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body));
    app.send(request.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_the_largest_size_passes() {
    let app = TestApp::new("").await;
    for (value, count) in [
        (r#""a line of text, as programs write them""#, 102_000),
        (r#"{"id":"abc","amount":12}"#, 167_000),
        ("-12345.678", 381_000),
        ("0", 2_097_000),
    ] {
        let body = many(value, count);
        assert!((4_100_000..=4_194_304).contains(&body.len()));
        post(&app, "/v1/rules/evaluate", body).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_has_a_limit_of_what_it_takes_in_memory() {
    let app = TestApp::new("[server]\nmax_buffered_body_bytes = 33554432\n").await;
    let body = many(r#"{"":0}"#, 30_000);
    let batch = format!("[{body}]");
    for (path, body) in [
        ("/v1/rules/evaluate", body.clone()),
        ("/v1/rules/reload", body.clone()),
        ("/v1/dispatch", body),
        ("/v1/dispatch/batch", batch),
    ] {
        let answer = post(&app, path, body).await;
        let message = answer.expect_error(413, "payload_too_large");
        assert!(message.contains("may hold 16777216"), "{message}");
    }
    let fits = many(r#"{"":0}"#, 15_000);
    post(&app, "/v1/rules/evaluate", fits).await.expect(200);
    let metrics = app.get("/metrics").await;
    let nothing = |line| line == "http_request_body_bytes 0";
    assert!(metrics.text().lines().any(nothing), "all is given back");
}

/// A form sends all its fields, also those that were left empty.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_filter_is_none() {
    let app = TestApp::with_rules(&[("a.yaml", "rules: []")]).await;
    for path in [
        "/v1/audit?namespace=&outcome=&from=&cursor=",
        "/v1/rules/coverage?namespace=&from=&to=",
    ] {
        app.get(path).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_an_id_and_security_headers() {
    let app = TestApp::new(PLUGINS).await;
    for path in ["/health", "/v1/nothing", "/metrics"] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("x-request-id").unwrap().len(), 36, "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
        assert!(
            answer
                .header("content-security-policy")
                .unwrap()
                .contains("frame-ancestors 'none'")
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    let own = ask(&app, Method::GET, "/health", &[("x-request-id", "abc-1.2")]).await;
    assert_eq!(own.header("x-request-id"), Some("abc-1.2"));
    for bad in ["", "a b", "a\"b", &"x".repeat(129)] {
        let answer = ask(&app, Method::GET, "/health", &[("x-request-id", bad)]).await;
        assert_ne!(answer.header("x-request-id"), Some(bad));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_is_421() {
    let app = TestApp::new("[server]\nallowed_hosts = [\"rules.example\"]\n").await;
    for (host, allowed) in [
        ("localhost:1", true),
        ("127.0.0.1:8080", true),
        ("[::1]", true),
        ("rules.example", true),
        ("evil.example", false),
        ("127.0.0.1.evil.example", false),
    ] {
        let answer = ask(&app, Method::GET, "/health", &[("host", host)]).await;
        if allowed {
            answer.expect(200);
        } else {
            let message = answer.expect_error(421, "misdirected_request");
            assert!(message.contains(host), "{message}");
        }
    }
    // The target of the request counts as well as its header.
    let absolute = ask(&app, Method::GET, "http://evil.example/health", &[]).await;
    absolute.expect_error(421, "misdirected_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_origin_may_not_change_anything() {
    let app = TestApp::new(PLUGINS).await;
    let reload = async |origin: &str| {
        ask(
            &app,
            Method::POST,
            "/v1/rules/reload",
            &[("origin", origin)],
        )
        .await
    };
    for foreign in [
        "http://evil.example",
        "null",
        "http://localhost:3000",
        "https://localhost",
    ] {
        reload(foreign).await.expect_error(403, "foreign_origin");
    }
    reload("http://localhost:8080").await.expect(200);
    let read = ask(
        &app,
        Method::GET,
        "/v1/rules",
        &[("origin", "http://evil.example")],
    )
    .await;
    read.expect(200);
    assert_eq!(read.header("access-control-allow-origin"), None);
}
