//! The plugin resource, when all goes well.

use axum::body::Body;
use axum::http::{Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{PLUGINS, TestApp, modules, request};

#[tokio::test(flavor = "multi_thread")]
async fn the_life_of_a_plugin() {
    let app = TestApp::new(PLUGINS).await;
    let fields: &[(&str, &[u8])] = &[
        ("name", b"my-plugin"),
        ("description", b"Suppress low-priority actions"),
        ("wasm_file", &modules::holding()),
        ("memory_limit_bytes", b"16777216"),
        ("timeout_ms", b"200"),
        ("snapshot", b"auto"),
        ("unknown", b"is ignored"),
    ];
    let answer = app.form(Method::POST, "/v1/wasm/plugins", fields).await;
    let registered = answer.expect(201);
    for (field, value) in [
        ("name", json!("my-plugin")),
        ("description", json!("Suppress low-priority actions")),
        ("enabled", json!(true)),
        ("memory_limit_bytes", json!(16_777_216)),
        ("timeout_ms", json!(200)),
        ("status", json!("active")),
        ("source", json!("upload")),
        ("invocation_count", json!(0)),
        ("last_invoked_at", Value::Null),
    ] {
        assert_eq!(registered[field], value, "{field}");
    }
    assert!(registered["registered_at"].is_string());
    assert_eq!(
        answer.header("location"),
        Some("/v1/wasm/plugins/my-plugin")
    );

    let tested = app.test("my-plugin").await.expect(200);
    assert_eq!(tested["verdict"], true);
    assert_eq!(tested["message"], "fine");
    assert_eq!(tested["metadata"], json!({"score": 1}));
    assert!(tested["duration_us"].is_u64() && tested["duration_ms"].is_number());

    let detail = app.get("/v1/wasm/plugins/my-plugin").await;
    let revision = detail.json()["revision"].as_u64().unwrap();
    assert_eq!(
        detail.header("etag"),
        Some(format!("\"{revision}\"").as_str())
    );
    let detail = detail.expect(200);
    assert_eq!(detail["functions"], json!(["evaluate"]));
    assert_eq!(detail["invocation_count"], 1);
    assert_eq!(detail["invocations_by_origin"]["test"], 1);

    let list = app.get("/v1/wasm/plugins").await.expect(200);
    assert_eq!((&list["count"], &list["total"]), (&json!(1), &json!(1)));
    assert_eq!(list["plugins"][0]["name"], "my-plugin");

    let calls = app
        .get("/v1/wasm/plugins/my-plugin/invocations")
        .await
        .expect(200);
    assert_eq!(calls["invocations"][0]["origin"], "test");

    let deleted = app.delete("/v1/wasm/plugins/my-plugin").await;
    assert!(deleted.expect(204).is_null());
    let gone = app.get("/v1/wasm/plugins/my-plugin").await;
    assert_eq!(gone.expect(404), json!({"error": "plugin not found"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_changes_only_from_the_revision_that_was_read() {
    let app = TestApp::new(PLUGINS).await;
    app.register("p", &modules::holding()).await.expect(201);
    let first = app.get("/v1/wasm/plugins/p").await.json()["revision"].clone();
    let patch = |tag: String| {
        request(Method::PATCH, "/v1/wasm/plugins/p")
            .header(header::IF_MATCH, tag)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(r#"{"timeout_ms": 250, "description": "new"}"#))
            .unwrap()
    };
    let changed = app.send(patch(format!("\"{first}\""))).await;
    let body = changed.expect(200);
    assert_eq!(
        (&body["timeout_ms"], &body["description"]),
        (&json!(250), &json!("new"))
    );
    assert_eq!(
        changed.header("etag"),
        Some(format!("\"{}\"", body["revision"]).as_str())
    );
    assert_ne!(body["revision"], first);

    let stale = app.send(patch(format!("\"{first}\""))).await;
    stale.expect_error(412, "revision_mismatch");
    app.send(patch("*".to_owned())).await.expect(200);
    app.send(patch("soon".to_owned()))
        .await
        .expect_error(400, "invalid_request");

    let delete = request(Method::DELETE, "/v1/wasm/plugins/p").header(header::IF_MATCH, "\"1000\"");
    let delete = app.send(delete.body(Body::empty()).unwrap()).await;
    delete.expect_error(412, "revision_mismatch");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_module_is_replaced_in_place_and_restored() {
    let app = TestApp::new(PLUGINS).await;
    app.register("p", &modules::holding()).await.expect(201);
    let first = app.get("/v1/wasm/plugins/p").await.json()["revision"].clone();
    let replaced = app
        .form(
            Method::PUT,
            "/v1/wasm/plugins/p",
            &[("wasm_file", &modules::denying())],
        )
        .await;
    assert_ne!(replaced.expect(200)["revision"], first);
    assert_eq!(app.test("p").await.expect(200)["verdict"], false);

    let revisions = app.get("/v1/wasm/plugins/p/revisions").await.expect(200);
    assert_eq!(revisions["count"], 2);
    assert_eq!(revisions["revisions"][1]["revision"], first);

    let restore = format!("/v1/wasm/plugins/p/revisions/{first}/restore");
    app.post(&restore, &json!({})).await.expect(200);
    assert_eq!(app.test("p").await.expect(200)["verdict"], true);
    let unknown = app
        .post("/v1/wasm/plugins/p/revisions/999/restore", &json!({}))
        .await;
    unknown.expect_error(404, "revision_not_found");
    let word = app
        .post("/v1/wasm/plugins/p/revisions/first/restore", &json!({}))
        .await;
    word.expect_error(400, "invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_original_s_paths_and_json_form() {
    let app = TestApp::new(PLUGINS).await;
    let body = json!({
        "name": "json",
        "wasm_bytes": STANDARD.encode(modules::holding()),
        "config": {"memory_limit_bytes": 1_048_576, "timeout_ms": 300},
        "enabled": false,
    });
    let registered = app.post("/v1/plugins", &body).await.expect(201);
    assert_eq!(
        registered["config"],
        json!({"memory_limit_bytes": 1_048_576, "timeout_ms": 300})
    );
    assert_eq!(registered["status"], "disabled");
    let input = json!({"input": {"payload": {"key": "value"}}});
    for path in [
        "/v1/plugins/json/invoke",
        "/v1/plugins/json/test",
        "/v1/wasm/plugins/json/invoke",
    ] {
        assert_eq!(
            app.post(path, &input).await.expect(200)["verdict"],
            true,
            "{path}"
        );
    }
    assert_eq!(app.get("/v1/plugins").await.expect(200)["total"], 1);
    let not_base64 = json!({"name": "x", "wasm_bytes": "***"});
    let refused = app.post("/v1/plugins", &not_base64).await;
    assert!(
        refused
            .expect_error(400, "invalid_request")
            .contains("`wasm_bytes`")
    );
    app.delete("/v1/plugins/json").await.expect(204);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_is_compared() {
    let app = TestApp::new(PLUGINS).await;
    let module = modules::holding();
    let wrong = "0".repeat(64);
    let fields: &[(&str, &[u8])] = &[
        ("name", b"p"),
        ("wasm_file", &module),
        ("sha256", wrong.as_bytes()),
    ];
    let refused = app.form(Method::POST, "/v1/wasm/plugins", fields).await;
    assert!(
        refused
            .expect_error(400, "invalid_request")
            .contains("sha256")
    );
    app.register("p", &module).await.expect(201);
    let right = app.get("/v1/wasm/plugins/p").await.json()["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    let fields: &[(&str, &[u8])] = &[
        ("name", b"q"),
        ("wasm_file", &module),
        ("sha256", right.as_bytes()),
    ];
    app.form(Method::POST, "/v1/wasm/plugins", fields)
        .await
        .expect(201);
}
