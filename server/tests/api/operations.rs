//! Health, metrics, configuration and changes.

use axum::http::Method;
use serde_json::json;

use crate::support::{PLUGINS, TestApp, modules};

#[tokio::test(flavor = "multi_thread")]
async fn health_and_readiness() {
    let app = TestApp::new(PLUGINS).await;
    let health = app.get("/health").await.expect(200);
    assert_eq!(health["status"], "ok");
    // Waits until the plugins have loaded.
    app.get("/v1/wasm/plugins").await.expect(200);
    let ready = app.get("/ready").await.expect(200);
    assert_eq!(
        (&ready["ready"], &ready["problems"]),
        (&json!(true), &json!([]))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_have_the_specification_s_names_and_those_of_http() {
    let app = TestApp::new(PLUGINS).await;
    app.register("p", &modules::holding()).await.expect(201);
    app.test("p").await.expect(200);
    app.register("q", &modules::doing("unreachable"))
        .await
        .expect(201);
    app.test("q").await.expect(422);
    app.get("/no/such/path").await.expect(404);
    let answer = app.get("/metrics").await;
    assert_eq!(
        answer.header("content-type"),
        Some("text/plain; version=0.0.4; charset=utf-8")
    );
    for line in [
        "wasm_invocations_total{origin=\"test\",plugin=\"p\"} 1",
        "wasm_invocation_errors{kind=\"trap\",origin=\"test\",plugin=\"q\"} 1",
        "wasm_invocation_duration_us_count{plugin=\"p\"} 1",
        "wasm_plugins_registered 2",
        "wasm_memory_used_bytes 0",
        "http_requests_total{method=\"POST\",route=\"/v1/wasm/plugins\",status=\"201\"} 2",
        "http_requests_total{method=\"POST\",route=\"/v1/wasm/plugins/{name}/test\",status=\"422\"} 1",
        "http_requests_total{method=\"GET\",route=\"(none)\",status=\"404\"} 1",
        "http_requests_in_flight 1",
    ] {
        assert!(
            answer.text().lines().any(|found| found == line),
            "{line} is not in\n{}",
            answer.text()
        );
    }
    assert_eq!(app.get("/metrics/prometheus").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_in_force_hides_its_secrets() {
    let hash = acteon_gateway::auth::hash_key("acteon_ci_0123456789abcdef").unwrap();
    let config = format!(
        "[server]\nport = 9000\n[metrics]\npublic = true\n[auth]\n[[auth.keys]]\nname = \"ci\"\n\
         role = \"viewer\"\nkey_hash = \"{hash}\"\n"
    );
    let app = TestApp::new(&config).await;
    let request = crate::support::request(Method::GET, "/v1/config")
        .header("x-api-key", "acteon_ci_0123456789abcdef")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = app.send(request).await;
    assert!(!answer.text().contains("argon2id"), "{}", answer.text());
    let config = answer.expect(200);
    assert_eq!(config["server"]["port"], 9000);
    assert_eq!(config["wasm"]["default_timeout_ms"], 100);
    assert_eq!(config["auth"]["keys"][0]["key_hash"], "(hidden)");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_listed_newest_first_and_in_pages() {
    let app = TestApp::new(PLUGINS).await;
    app.register("p", &modules::holding()).await.expect(201);
    let patch = json!({"enabled": false});
    app.json(Method::PATCH, "/v1/wasm/plugins/p", &patch)
        .await
        .expect(200);
    app.delete("/v1/wasm/plugins/p").await.expect(204);
    let all = app.get("/v1/changes").await.expect(200);
    let operations: Vec<_> = all["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| &change["operation"])
        .collect();
    // The first one is the server's own: it has loaded the (empty) rule set.
    assert_eq!(operations, ["delete", "update", "register", "reload"]);
    assert_eq!(all["changes"][3]["caller"], "system");
    assert_eq!(all["changes"][2]["old_revision"], json!(null));

    let page = app.get("/v1/changes?limit=2").await.expect(200);
    let before = page["next_before"].as_u64().unwrap();
    let rest = app
        .get(&format!("/v1/changes?before={before}"))
        .await
        .expect(200);
    assert_eq!(rest["changes"].as_array().unwrap().len(), 2);
    for query in ["limit=0", "limit=1001", "limit=many", "before=-1"] {
        app.get(&format!("/v1/changes?{query}"))
            .await
            .expect_error(400, "invalid_request");
    }
}
