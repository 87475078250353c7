//! Dispatching actions: what is answered, what is remembered.

use serde_json::{Value, json};

use crate::support::receiver::Receiver;
use crate::support::{RULES, TestApp, modules};

pub const PATH: &str = "/v1/dispatch";
pub const PROVIDERS: &str = "[[providers]]\nname = \"email\"\ntype = \"log\"\n\
    [[providers]]\nname = \"sms\"\ntype = \"log\"\n";
/// A rule for each action, by action type.
pub const ONE_OF_EACH: &str = "rules:
  - { name: refuse, condition: { field: action_type, eq: refuse }, action: deny }
  - { name: drop, condition: { field: action_type, eq: drop }, action: suppress }
  - { name: other-way, condition: { field: action_type, eq: other }, action: { type: reroute, target_provider: sms } }
  - { name: nowhere, condition: { field: action_type, eq: nowhere }, action: { type: reroute, target_provider: pigeon } }
  - { name: changed, condition: { field: action_type, eq: change }, action: { type: modify, changes: { review: true, amount: null } } }
  - { name: once, condition: { field: action_type, eq: once }, action: { type: deduplicate, ttl_seconds: 60 } }
  - { name: ever, condition: { field: action_type, eq: ever }, action: deduplicate }
  - { name: seldom, condition: { field: action_type, eq: seldom }, action: { type: throttle, max_count: 2, window_seconds: 60 } }
  - { name: broken, condition: 'action.action_type == \"broken\" && action.payload.amount > \"x\"', action: deny }
";

pub fn action(action_type: &str, more: Value) -> Value {
    let mut action = json!({
        "namespace": "n", "tenant": "t", "provider": "email", "action_type": action_type,
        "payload": {"amount": 5},
    });
    let members = action.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    action
}

pub async fn app() -> TestApp {
    TestApp::configured(&format!("{RULES}{PROVIDERS}"), &[("a.yaml", ONE_OF_EACH)]).await
}

pub async fn dispatch(app: &TestApp, action_type: &str, more: Value) -> Value {
    app.post(PATH, &action(action_type, more)).await.expect(200)
}

/// The outcomes of the records, newest first.
pub async fn outcomes(app: &TestApp) -> Vec<String> {
    let page = app.get("/v1/audit?limit=1000").await.expect(200);
    let records = page["records"].as_array().unwrap();
    assert_eq!(page["total"], records.len());
    (records.iter())
        .map(|record| record["outcome"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_outcome_is_answered_with_exactly_one_key_and_recorded_once() {
    let app = app().await;
    let logged = |provider: &str| json!({"status": "success", "body": {"provider": provider, "logged": true}, "headers": {}});
    for (action_type, expected) in [
        ("plain", json!({"Executed": logged("email")})),
        ("refuse", json!({"Suppressed": {"rule": "refuse"}})),
        ("drop", json!({"Suppressed": {"rule": "drop"}})),
        (
            "other",
            json!({"Rerouted": {
                "original_provider": "email", "new_provider": "sms", "response": logged("sms"),
            }}),
        ),
        (
            "nowhere",
            json!({"Failed": {
                "code": "PROVIDER_NOT_FOUND", "message": "provider not found: pigeon",
                "retryable": false, "attempts": 0,
            }}),
        ),
        ("change", json!({"Executed": logged("email")})),
    ] {
        assert_eq!(dispatch(&app, action_type, json!({})).await, expected);
    }
    assert_eq!(
        outcomes(&app).await,
        [
            "executed",
            "failed",
            "rerouted",
            "suppressed",
            "suppressed",
            "executed"
        ]
    );
    let denied = app.get("/v1/audit?matched_rule=refuse").await.expect(200);
    assert_eq!(denied["records"][0]["verdict"], "deny");
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_say_what_the_body_cannot() {
    let rules = "rules:\n  - { name: p, wasm_plugin: p, action: deny }\n";
    let app = TestApp::configured(&format!("{RULES}{PROVIDERS}"), &[("a.yaml", rules)]).await;
    let output = r#"{"verdict":true,"message":"zu h\u00f6flich\n100%","metadata":{"score":0.9}}"#;
    app.register("p", &modules::answering(output))
        .await
        .expect(201);
    let answer = app.post(PATH, &action("x", json!({"id": "é 1"}))).await;
    assert_eq!(answer.expect(200), json!({"Suppressed": {"rule": "p"}}));
    assert_eq!(answer.header("x-acteon-action-id"), Some("%C3%A9%201"));
    assert_eq!(answer.header("x-acteon-verdict"), Some("deny"));
    assert_eq!(
        answer.header("x-acteon-message"),
        Some("zu h%C3%B6flich%0A100%25")
    );
    let plugin = app.get("/v1/wasm/plugins/p").await.expect(200);
    assert_eq!(plugin["invocations_by_origin"]["dispatch"], 1);
    let rules = app.get("/v1/rules").await.expect(200);
    assert_eq!(rules[0]["match_count"], 1);
    let without_id = app.post(PATH, &action("x", json!({}))).await;
    assert_eq!(
        without_id.header("x-acteon-action-id").map(str::len),
        Some(36)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_fails_is_an_error_with_a_record_and_nothing_is_carried_out() {
    let app = app().await;
    for (query, records) in [("?dry_run=true", 0), ("", 1)] {
        let answer = app
            .post(&format!("{PATH}{query}"), &action("broken", json!({})))
            .await;
        let body = answer.expect(500);
        assert_eq!(body["code"], "RULE_ERROR");
        assert_eq!(body["retryable"], false);
        assert_eq!(body["error"], body["message"]);
        let message = body["message"].as_str().unwrap();
        assert!(message.starts_with("rule `broken` failed: "), "{message}");
        assert_eq!(answer.header("x-acteon-verdict"), Some("error"));
        assert!(answer.header("x-acteon-action-id").is_some());
        assert_eq!(outcomes(&app).await.len(), records);
    }
    let record = &app.get("/v1/audit").await.expect(200)["records"][0];
    assert_eq!(record["verdict"], "error");
    assert_eq!(record["outcome"], "failed");
    assert_eq!(record["matched_rule"], Value::Null);
    assert_eq!(record["outcome_details"]["rule"], "broken");
    assert_eq!(record["verdict_details"]["error_kind"], "type_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_decides_and_leaves_nothing() {
    let app = app().await;
    for _ in 0..3 {
        for (action_type, verdict, rule, provider) in [
            ("plain", "allow", Value::Null, "email"),
            ("refuse", "deny", json!("refuse"), "email"),
            ("other", "reroute", json!("other-way"), "sms"),
            ("seldom", "throttle", json!("seldom"), "email"),
            ("once", "deduplicate", json!("once"), "email"),
        ] {
            let dry = action(action_type, json!({"id": "1"}));
            let answer = app
                .post("/v1/dispatch?dry_run=true", &dry)
                .await
                .expect(200);
            let expected = json!({"DryRun": {
                "verdict": verdict, "matched_rule": rule, "would_be_provider": provider,
            }});
            assert_eq!(answer, expected);
        }
    }
    assert_eq!(outcomes(&app).await, Vec::<String>::new());
    let metrics = app.get("/metrics").await;
    assert!(
        !metrics.text().contains("origin=\"dispatch\",verdict"),
        "{}",
        metrics.text()
    );
    let answer = dispatch(&app, "seldom", json!({})).await;
    assert!(answer.get("Executed").is_some(), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_is_deduplicated_by_key_else_id_within_its_namespace_and_tenant() {
    let app = app().await;
    let executed = async |action_type: &str, more: Value| {
        let answer = dispatch(&app, action_type, more).await;
        match answer.as_str() {
            Some("Deduplicated") => false,
            _ => answer["Executed"]["status"] == "success",
        }
    };
    assert!(executed("once", json!({"dedup_key": "k", "id": "1"})).await);
    assert!(!executed("once", json!({"dedup_key": "k", "id": "2"})).await);
    assert!(executed("once", json!({"id": "1"})).await);
    assert!(!executed("once", json!({"id": "1"})).await);
    assert!(executed("once", json!({"dedup_key": "k", "tenant": "u"})).await);
    assert!(executed("once", json!({"dedup_key": "k", "namespace": "m"})).await);
    // Without a key there is nothing to tell actions apart by.
    assert!(executed("once", json!({})).await && executed("once", json!({})).await);
    app.clock.advance(59);
    assert!(!executed("once", json!({"dedup_key": "k"})).await);
    app.clock.advance(1);
    assert!(executed("once", json!({"dedup_key": "k"})).await);
    assert!(executed("ever", json!({"dedup_key": "e"})).await);
    app.clock.advance(3_000_000_000);
    assert!(!executed("ever", json!({"dedup_key": "e"})).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_throttle_admits_so_many_per_window_and_says_what_is_left_of_it() {
    let app = app().await;
    app.clock.set("2026-03-01T12:00:17.5Z");
    for _ in 0..2 {
        assert!(
            dispatch(&app, "seldom", json!({}))
                .await
                .get("Executed")
                .is_some()
        );
    }
    let throttled = json!({"Throttled": {"retry_after": {"secs": 42, "nanos": 500_000_000}}});
    assert_eq!(dispatch(&app, "seldom", json!({})).await, throttled);
    let other = dispatch(&app, "seldom", json!({"tenant": "u"})).await;
    assert!(other.get("Executed").is_some(), "{other}");
    app.clock.set("2026-03-01T12:01:00Z");
    assert!(
        dispatch(&app, "seldom", json!({}))
            .await
            .get("Executed")
            .is_some()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn state_survives_a_restart() {
    let config = format!("{RULES}{PROVIDERS}");
    let app = app().await;
    app.clock.set("2026-03-01T12:00:00Z");
    dispatch(&app, "once", json!({"dedup_key": "k"})).await;
    for _ in 0..2 {
        dispatch(&app, "seldom", json!({})).await;
    }
    let app = app.restarted(&config, |_| ()).await;
    assert_eq!(
        dispatch(&app, "once", json!({"dedup_key": "k"})).await,
        "Deduplicated"
    );
    assert!(
        dispatch(&app, "seldom", json!({}))
            .await
            .get("Throttled")
            .is_some()
    );
    assert_eq!(outcomes(&app).await.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_same_actions_at_once_one_is_carried_out() {
    let app = app().await;
    let same = action("ever", json!({"dedup_key": "k"}));
    let answers = futures::future::join_all((0..50).map(|_| app.post(PATH, &same))).await;
    let executed = (answers.iter()).filter(|answer| answer.expect(200).get("Executed").is_some());
    assert_eq!(executed.count(), 1);
    assert_eq!(outcomes(&app).await.len(), 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_read_the_state_that_dispatch_keeps() {
    let rules = "rules:
  - { name: paid, condition: { all: [{ field: action_type, eq: pay }, { state_seen: { field: action.payload.invoice }, within_seconds: 100 }] }, action: suppress }
  - { name: reserve, condition: { all: [{ field: action_type, eq: news }, { state_counter: quota, gte: 1 }, { field: action.payload.low, eq: true }] }, action: suppress }
  - { name: quota, condition: { field: action_type, eq: news }, action: { type: throttle, max_count: 9, window_seconds: 3600 } }
";
    let app = TestApp::configured(&format!("{RULES}{PROVIDERS}"), &[("a.yaml", rules)]).await;
    app.clock.set("2026-03-01T12:00:00Z");
    let invoice = json!({"dedup_key": "i-1", "payload": {"invoice": "i-1"}});
    assert!(
        dispatch(&app, "pay", invoice.clone())
            .await
            .get("Executed")
            .is_some()
    );
    let paid = json!({"Suppressed": {"rule": "paid"}});
    assert_eq!(dispatch(&app, "pay", invoice.clone()).await, paid);
    let seen = app
        .post("/v1/rules/evaluate", &action("pay", invoice.clone()))
        .await;
    assert_eq!(seen.expect(200)["matched_rule"], "paid");
    let mocked = json!({"payload": {"invoice": "i-1"}, "mock_state": {"i-1": 101}});
    let unseen = app.post("/v1/rules/evaluate", &action("pay", mocked)).await;
    assert_eq!(unseen.expect(200)["matched_rule"], Value::Null);
    let record = &app.get("/v1/audit?matched_rule=paid").await.expect(200)["records"][0];
    assert_eq!(record["verdict_details"]["state"]["i-1"], 0);
    app.clock.advance(101);
    assert!(
        dispatch(&app, "pay", invoice)
            .await
            .get("Executed")
            .is_some()
    );

    let low = json!({"payload": {"low": true}});
    assert!(
        dispatch(&app, "news", low.clone())
            .await
            .get("Executed")
            .is_some()
    );
    let reserved = json!({"Suppressed": {"rule": "reserve"}});
    assert_eq!(dispatch(&app, "news", low).await, reserved);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_gets_the_action_and_a_failure_gives_the_key_back() {
    let receiver = Receiver::start().await;
    let config = format!(
        "{RULES}[[providers]]\nname = \"email\"\ntype = \"webhook\"\nurl = \"{}\"\n",
        receiver.url
    );
    let app = TestApp::configured(&config, &[("a.yaml", ONE_OF_EACH)]).await;
    receiver.answer(422);
    let failed = dispatch(&app, "once", json!({"id": "1"})).await;
    assert_eq!(failed["Failed"]["code"], "PROVIDER_REJECTED");
    assert_eq!(failed["Failed"]["attempts"], 1);
    receiver.answer(200);
    let sent = json!({"id": "1", "metadata": {"labels": {"a": "b"}}});
    let executed = dispatch(&app, "once", sent).await;
    assert_eq!(executed["Executed"]["body"], json!({"received": true}));
    assert_eq!(
        dispatch(&app, "once", json!({"id": "1"})).await,
        "Deduplicated"
    );
    assert!(
        dispatch(&app, "change", json!({"id": "2"}))
            .await
            .get("Executed")
            .is_some()
    );
    let received = receiver.received();
    assert_eq!(received.len(), 3);
    let (headers, body) = &received[1];
    assert_eq!(headers["idempotency-key"], "1");
    assert_eq!(body["id"], "1");
    assert_eq!(body["metadata"], json!({"a": "b"}));
    assert_eq!(body["payload"], json!({"amount": 5}));
    assert_eq!(received[2].1["payload"], json!({"review": true}));
    assert_eq!(
        outcomes(&app).await,
        ["executed", "deduplicated", "executed", "failed"]
    );
}
