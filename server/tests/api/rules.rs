//! The rules resource.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use crate::support::{PLUGINS, TestApp, modules, request};

const ONE: &str = "rules:\n  - name: spam\n    priority: 1\n    description: No spam\n    \
    condition: { field: action_type, eq: spam }\n    action: suppress\n";
const BAD: &str = "rules:\n  - name: spam\n    condition: { field: action_type, sounds_like: x }\n    action: deny\n";

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_listed_in_the_order_of_evaluation() {
    let second = ONE
        .replace("spam", "later")
        .replace("priority: 1", "priority: 2");
    let app = TestApp::with_rules(&[("a.yaml", second.as_str()), ("b.yaml", ONE)]).await;
    let rules = app.get("/v1/rules").await.expect(200);
    let names: Vec<_> = rules
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| &rule["name"])
        .collect();
    assert_eq!(names, ["spam", "later"]);
    assert_eq!(
        rules[0]["condition_display"],
        "(action.action_type == \"spam\")"
    );
    assert_eq!(rules[0]["enabled_by"], "file");
    assert_eq!(rules[0]["match_count"], 0);
    assert_eq!(rules[0]["file"], "b.yaml");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_file_leaves_the_rules_as_they_were() {
    let app = TestApp::with_rules(&[("a.yaml", ONE)]).await;
    app.write_rules("b.yaml", &ONE.replace("spam", "more"));
    let reloaded = app.post("/v1/rules/reload", &json!({})).await.expect(200);
    assert_eq!(
        (&reloaded["reloaded"], &reloaded["loaded"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(reloaded["errors"], json!([]));

    app.write_rules("b.yaml", &BAD.replace("spam", "other"));
    let empty = request(Method::POST, "/v1/rules/reload")
        .body(Body::empty())
        .unwrap();
    let refused = app.send(empty).await.expect(400);
    assert_eq!(
        (&refused["reloaded"], &refused["loaded"]),
        (&json!(false), &json!(2))
    );
    assert!(refused["error"].is_string());
    assert_eq!(refused["errors"][0]["file"], "b.yaml");
    assert_eq!(refused["errors"][0]["line"], 3);
    assert!(
        refused["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("sounds_like")
    );
    assert_eq!(
        app.get("/v1/rules")
            .await
            .expect(200)
            .as_array()
            .unwrap()
            .len(),
        2
    );

    let elsewhere = app
        .post("/v1/rules/reload", &json!({"directory": "/etc"}))
        .await;
    elsewhere.expect(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_switched() {
    let app = TestApp::with_rules(&[("a.yaml", ONE)]).await;
    let switch = async |name: &str, body| {
        app.json(Method::PUT, &format!("/v1/rules/{name}/enabled"), &body)
            .await
    };
    let off = switch("spam", json!({"enabled": false})).await.expect(200);
    assert_eq!(
        off,
        json!({"name": "spam", "enabled": false, "status": "disabled"})
    );
    let rules = app.get("/v1/rules").await.expect(200);
    assert_eq!(rules[0]["enabled_by"], "override");
    app.post("/v1/rules/reload", &json!({})).await.expect(200);
    assert_eq!(app.get("/v1/rules").await.expect(200)[0]["enabled"], false);

    let unknown = switch("nobody", json!({"enabled": true})).await;
    assert_eq!(
        unknown.expect_error(404, "rule_not_found"),
        "rule not found: nobody"
    );
    let malformed = switch("spam", json!({"enabled": "yes"})).await;
    assert!(
        malformed
            .expect_error(400, "invalid_request")
            .starts_with("`enabled`: ")
    );
}

/// Nothing passes because the rules were missing.
#[tokio::test(flavor = "multi_thread")]
async fn bad_rules_at_the_start_are_reported_until_a_good_set_loads() {
    let app = TestApp::with_rules(&[("a.yaml", BAD)]).await;
    app.get("/v1/wasm/plugins").await.expect(200);
    let ready = app.get("/ready").await.expect(503);
    assert_eq!(ready["ready"], false);
    let problem = ready["problems"][0]["error"].as_str().unwrap();
    assert!(
        problem.contains("a.yaml") && problem.contains('3'),
        "{problem}"
    );
    app.get("/health").await.expect(200);
    app.get("/v1/rules")
        .await
        .expect_error(503, "rules_not_ready");
    let action = json!({"namespace": "n", "tenant": "t", "provider": "p", "action_type": "a", "payload": {}});
    let evaluated = app.post("/v1/rules/evaluate", &action).await;
    evaluated.expect_error(503, "rules_not_ready");

    app.write_rules("a.yaml", ONE);
    app.post("/v1/rules/reload", &json!({})).await.expect(200);
    app.post("/v1/rules/evaluate", &action).await.expect(200);
    assert_eq!(app.get("/ready").await.expect(200)["ready"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_knows_the_rules_that_call_it() {
    let rules = "rules:\n  - name: check\n    wasm_plugin: p\n    action: deny\n";
    let app = TestApp::with_rules(&[("a.yaml", rules)]).await;
    app.register("p", &modules::holding()).await.expect(201);
    let detail = app.get("/v1/wasm/plugins/p").await.expect(200);
    assert_eq!(detail["referenced_by"], json!(["check"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_folder_there_are_no_rules() {
    let app = TestApp::new(PLUGINS).await;
    assert_eq!(app.get("/v1/rules").await.expect(200), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_passes_because_rules_are_missing() {
    let app = TestApp::with_rules(&[]).await;
    app.get("/ready").await.expect(503);
    app.write_rules("a.yaml", ONE);
    app.post("/v1/rules/reload", &json!({})).await.expect(200);
    app.write_rules("a.yaml", " \n");
    let refused = app.post("/v1/rules/reload", &json!({})).await.expect(400);
    assert_eq!(refused["errors"][0]["file"], "a.yaml");
    assert_eq!(refused["loaded"], 1);
    app.write_rules("a.yaml", "rules: []");
    let none = app.post("/v1/rules/reload", &json!({})).await.expect(200);
    assert_eq!(none["loaded"], 0);
}
