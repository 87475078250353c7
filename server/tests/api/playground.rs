//! The rule playground.

use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

use crate::support::{PLUGINS, TestApp, modules, request};

const PATH: &str = "/v1/rules/evaluate";

fn action(more: Value) -> Value {
    let mut action = json!({
        "namespace": "n", "tenant": "t", "provider": "email", "action_type": "payment",
        "payload": {"amount": 5000},
    });
    action
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    action
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_rule_decides_and_the_trace_says_how() {
    let rules = "rules:\n  - name: fraud-check\n    priority: 5\n    source: wasm_plugin\n    \
        wasm_plugin: fraud-scorer\n    action: deny\n";
    let app = TestApp::with_rules(&[("a.yaml", rules)]).await;
    app.register("fraud-scorer", &modules::holding())
        .await
        .expect(201);
    let answer = app.post(PATH, &action(json!({}))).await.expect(200);
    assert_eq!(answer["verdict"], "deny");
    assert_eq!(answer["matched_rule"], "fraud-check");
    let entry = &answer["trace"][0];
    assert_eq!(entry["result"], "matched");
    assert_eq!(entry["source"], "wasm_plugin");
    let details = &entry["wasm_details"];
    assert_eq!(details["plugin"], "fraud-scorer");
    assert_eq!(details["function"], "evaluate");
    assert_eq!(details["verdict"], true);
    assert_eq!(details["message"], "fine");
    assert!(details["duration_us"].is_u64() && details["memory_used_bytes"].is_u64());
    let plugin = app.get("/v1/wasm/plugins/fraud-scorer").await.expect(200);
    assert_eq!(plugin["invocations_by_origin"]["playground"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_that_fails_is_an_error_and_not_a_pass() {
    let rules = "rules:\n  - name: check\n    wasm_plugin: broken\n    action: deny\n";
    let app = TestApp::with_rules(&[("a.yaml", rules)]).await;
    let unknown = app.post(PATH, &action(json!({}))).await.expect(200);
    assert_eq!(
        (&unknown["verdict"], &unknown["has_errors"]),
        (&json!("error"), &json!(true))
    );
    app.register("broken", &modules::doing("unreachable"))
        .await
        .expect(201);
    let trapped = app.post(PATH, &action(json!({}))).await.expect(200);
    assert_eq!(trapped["verdict"], "error");
    assert_eq!(trapped["trace"][0]["wasm_details"]["kind"], "trap");
    assert_eq!(trapped["trace"][0]["wasm_details"]["verdict"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_the_request_are_evaluated_instead() {
    let app = TestApp::new(PLUGINS).await;
    let rules =
        "rules:\n  - name: large\n    condition: action.payload.amount > 1000\n    action: deny\n";
    let answer = app
        .post(PATH, &action(json!({"rules": rules})))
        .await
        .expect(200);
    assert_eq!(answer["matched_rule"], "large");
    let bad = app
        .post(PATH, &action(json!({"rules": "rules:\n  - name: x\n"})))
        .await;
    assert_eq!(bad.json()["errors"][0]["line"], 2);
    bad.expect_error(400, "rules_refused");
    let none = app.post(PATH, &action(json!({}))).await.expect(200);
    assert_eq!(
        (&none["verdict"], &none["matched_rule"]),
        (&json!("allow"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_malformed_is_named() {
    let app = TestApp::new(PLUGINS).await;
    for (body, says) in [
        ("", "not valid JSON"),
        (
            "{",
            "not valid JSON: EOF while parsing an object at line 1 column 1",
        ),
        ("{}", "missing field `namespace`"),
        ("[]", "the body is a list; it has to be an object"),
        ("{} {}", "missing field"),
        (
            r#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":3}"#,
            "`payload`: invalid type: integer `3`",
        ),
        (
            r#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{}} x"#,
            "not valid JSON: trailing characters at line 1 column 78",
        ),
        (
            r#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{},"evaluate_at":"noon"}"#,
            "`evaluate_at`: ",
        ),
        (
            r#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{},"metadata":3}"#,
            "`metadata`: the value has none of the accepted forms",
        ),
    ] {
        let request = request(Method::POST, PATH).header(header::CONTENT_TYPE, "application/json");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        let message = answer.expect_error(400, "invalid_request");
        assert!(message.contains(says), "{body}: {message}");
    }
    let untyped = request(Method::POST, PATH).body(Body::from("{}")).unwrap();
    app.send(untyped)
        .await
        .expect_error(415, "unsupported_media_type");
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let request = request(Method::POST, PATH).header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(nested)).unwrap())
        .await
        .expect_error(400, "invalid_request");
}
