//! The audit: what a record says, how records are found, who may see them.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{RULES, TestApp, modules};

pub const PROVIDER: &str = "[[providers]]\nname = \"email\"\ntype = \"log\"\n";

pub fn action(id: &str, more: Value) -> Value {
    let mut action = json!({
        "id": id, "namespace": "n", "tenant": "t", "provider": "email", "action_type": "mail",
        "payload": {"amount": 5},
    });
    let members = action.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    action
}

pub async fn dispatch(app: &TestApp, id: &str, more: Value) {
    let answer = app.post("/v1/dispatch", &action(id, more)).await;
    assert!(answer.status == 200 || answer.status == 500, "{answer:?}");
}

pub async fn page(app: &TestApp, query: &str) -> Value {
    app.get(&format!("/v1/audit{query}")).await.expect(200)
}

pub fn ids(page: &Value) -> Vec<&str> {
    let records = page["records"].as_array().unwrap();
    (records.iter())
        .map(|record| record["action_id"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_explains_the_decision_so_that_it_can_be_made_again() {
    let rules = "rules:
  - { name: seen, condition: { state_seen: k }, action: suppress }
  - { name: large, condition: 'action.payload.amount > 3 && wasm(\"scorer\", \"evaluate\")', action: { type: modify, changes: { review: true } } }
";
    let app = TestApp::configured(&format!("{RULES}{PROVIDER}"), &[("a.yaml", rules)]).await;
    app.clock.set("2026-03-01T12:00:00.123456Z");
    app.register("scorer", &modules::holding())
        .await
        .expect(201);
    let more = json!({
        "metadata": {"a": "b"}, "created_at": "2026-02-28T00:00:00Z", "status": "new",
        "dedup_key": "d",
    });
    dispatch(&app, "1", more).await;
    let record = app.get("/v1/audit/1").await.expect(200);
    for (field, value) in [
        ("action_id", json!("1")),
        ("namespace", json!("n")),
        ("tenant", json!("t")),
        ("provider", json!("email")),
        ("action_type", json!("mail")),
        ("verdict", json!("modify")),
        ("matched_rule", json!("large")),
        ("outcome", json!("executed")),
        ("action_payload", json!({"amount": 5})),
        ("metadata", json!({"a": "b"})),
        ("dedup_key", json!("d")),
        ("action_status", json!("new")),
        ("created_at", json!("2026-02-28T00:00:00Z")),
        ("dispatched_at", json!("2026-03-01T12:00:00.123456Z")),
        ("completed_at", json!("2026-03-01T12:00:00.123456Z")),
        ("duration_ms", json!(0)),
        ("caller", Value::Null),
        ("rule_set_revision", json!(1)),
        ("plugin_revisions", json!({"scorer": 1})),
        ("masked", json!([])),
    ] {
        assert_eq!(record[field], value, "{field}");
    }
    let details = &record["verdict_details"];
    assert_eq!(details["verdict"], "modify");
    assert_eq!(
        details["modified_payload"],
        json!({"amount": 5, "review": true})
    );
    let call = &details["wasm"][0];
    assert_eq!(call["plugin"], "scorer");
    assert_eq!(call["message"], "fine");
    assert_eq!(call["metadata"], json!({"score": 1}));
    assert_eq!(call["deciding"], true);
    assert!(call["duration_us"].is_u64());
    let condition = details["condition_display"].as_str().unwrap();
    assert!(
        condition.contains("(action.payload.amount > 3)"),
        "{condition}"
    );
    let parts = details["parts"].as_array().unwrap();
    let amount = parts
        .iter()
        .find(|part| part["text"] == "action.payload.amount")
        .unwrap();
    assert_eq!(amount["value"], 5);
    assert_eq!(
        record["outcome_details"]["body"],
        json!({"provider": "email", "logged": true})
    );
    // What the record says is enough to ask the playground the same question.
    let again = json!({
        "namespace": record["namespace"], "tenant": record["tenant"],
        "provider": record["provider"], "action_type": record["action_type"],
        "payload": record["action_payload"], "metadata": record["metadata"],
        "evaluate_at": record["dispatched_at"], "mock_state": details["state"],
    });
    let replayed = app.post("/v1/rules/evaluate", &again).await.expect(200);
    assert_eq!(replayed["verdict"], record["verdict"]);
    assert_eq!(replayed["matched_rule"], record["matched_rule"]);
    assert_eq!(page(&app, "").await["total"], 1);
    let by_record_id = format!("/v1/audit/{}", record["id"].as_str().unwrap());
    assert_eq!(app.get(&by_record_id).await.expect(200), record);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_can_be_made_again_after_the_rules_have_changed() {
    let rules = |action: &str| {
        format!(
            "rules:\n  - {{ name: off, condition: true, action: suppress }}\n  \
             - {{ name: all, condition: true, action: {action} }}\n"
        )
    };
    let config = format!("{RULES}{PROVIDER}");
    let app = TestApp::configured(&config, &[("a.yaml", &rules("deny"))]).await;
    let switch = json!({"enabled": false});
    (app.json(Method::PUT, "/v1/rules/off/enabled", &switch)
        .await)
        .expect(200);
    dispatch(&app, "1", json!({})).await;
    let on = json!({"enabled": true});
    (app.json(Method::PUT, "/v1/rules/off/enabled", &on).await).expect(200);
    app.write_rules("a.yaml", &rules("allow"));
    app.post("/v1/rules/reload", &json!({})).await.expect(200);
    let record = app.get("/v1/audit/1").await.expect(200);
    assert_eq!(record["verdict"], "deny");
    assert_eq!(record["rule_switches"], json!({"off": false}));
    let now = json!({"rule_switches": {"off": false}});
    let now = app.post("/v1/rules/evaluate", &action("1", now)).await;
    assert_eq!(now.expect(200)["verdict"], "allow");
    let then = json!({
        "rule_set_revision": record["rule_set_revision"],
        "rule_switches": record["rule_switches"],
    });
    let then = app.post("/v1/rules/evaluate", &action("1", then)).await;
    assert_eq!(then.expect(200)["verdict"], "deny");
    let set = app.get("/v1/rules/revisions/1").await.expect(200);
    assert_eq!(set["revision"], 1);
    assert_eq!(
        set["files"],
        json!([{"path": "a.yaml", "text": rules("deny")}])
    );
    app.get("/v1/rules/revisions/9")
        .await
        .expect_error(404, "rule_set_not_found");
    app.get("/v1/rules/revisions/x")
        .await
        .expect_error(400, "invalid_request");
    for (more, status, kind) in [
        (json!({"rule_set_revision": 9}), 404, "rule_set_not_found"),
        (
            json!({"rule_set_revision": 1, "rules": "rules: []"}),
            400,
            "invalid_request",
        ),
        (
            json!({"rule_switches": {"nobody": true}}),
            400,
            "invalid_request",
        ),
    ] {
        let answer = app.post("/v1/rules/evaluate", &action("1", more)).await;
        answer.expect_error(status, kind);
    }
}

/// What was not there when it was decided is not there when it is decided again.
#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_made_again_with_the_state_of_then() {
    let rules = "rules:
  - { name: seen, condition: { state_seen: k }, action: suppress }
  - { name: counted, condition: { state_counter: quota, gte: 1 }, action: suppress }
  - { name: quota, condition: true, action: { type: throttle, max_count: 9, window_seconds: 3600 } }
";
    let app = TestApp::configured(&format!("{RULES}{PROVIDER}"), &[("a.yaml", rules)]).await;
    dispatch(&app, "1", json!({"dedup_key": "k"})).await;
    let record = app.get("/v1/audit/1").await.expect(200);
    assert_eq!(record["matched_rule"], "quota");
    let state = &record["verdict_details"]["state"];
    assert_eq!(*state, json!({"k": null, "quota": 0}));
    for (mock_state, rule) in [
        (state.clone(), "quota"),
        (json!({}), "seen"),
        (json!({"k": null}), "counted"),
    ] {
        let asked = action("1", json!({"mock_state": mock_state}));
        let answer = app.post("/v1/rules/evaluate", &asked).await.expect(200);
        assert_eq!(answer["matched_rule"], rule, "{mock_state}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn records_are_found_by_every_field_and_paged_while_more_come() {
    let rules = "rules:
  - { name: refuse, condition: { field: action_type, eq: refuse }, action: deny }
  - { name: asked, wasm_plugin: p, conditions: [{ field: action_type, operator: eq, value: ask }], action: suppress }
";
    let app = TestApp::configured(&format!("{RULES}{PROVIDER}"), &[("a.yaml", rules)]).await;
    app.register("p", &modules::denying()).await.expect(201);
    app.clock.set("2026-03-01T12:00:00Z");
    for (id, more) in [
        ("1", json!({})),
        ("2", json!({"namespace": "m"})),
        ("3", json!({"tenant": "u"})),
        ("4", json!({"provider": "pigeon"})),
        ("5", json!({"action_type": "refuse"})),
        ("6", json!({"action_type": "ask"})),
    ] {
        dispatch(&app, id, more).await;
        app.clock.advance(60);
    }
    for (query, found) in [
        ("", vec!["6", "5", "4", "3", "2", "1"]),
        ("?namespace=m", vec!["2"]),
        ("?tenant=u", vec!["3"]),
        ("?provider=pigeon", vec!["4"]),
        ("?action_type=refuse", vec!["5"]),
        ("?outcome=failed", vec!["4"]),
        ("?verdict=deny", vec!["5"]),
        ("?matched_rule=refuse", vec!["5"]),
        ("?plugin=p", vec!["6"]),
        ("?from=2026-03-01T12:04:00Z", vec!["6", "5"]),
        ("?to=2026-03-01T12:01:00Z", vec!["1"]),
        (
            "?from=2026-03-01T13:01:00%2B01:00&to=2026-03-01T12:02:00Z",
            vec!["2"],
        ),
        (
            "?namespace=n&tenant=t&outcome=executed&action_type=",
            vec!["6", "1"],
        ),
        ("?namespace=nobody", vec![]),
        ("?limit=2&offset=1", vec!["5", "4"]),
    ] {
        let answer = page(&app, query).await;
        assert_eq!(ids(&answer), found, "{query}");
        assert_eq!(answer["total_is_lower_bound"], false);
    }
    let first = page(&app, "?limit=4").await;
    assert_eq!((&first["total"], &first["limit"]), (&json!(6), &json!(4)));
    dispatch(&app, "7", json!({})).await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = page(&app, &format!("?limit=4&cursor={cursor}")).await;
    assert_eq!(ids(&second), ["2", "1"]);
    assert_eq!(second["next_cursor"], Value::Null);
    dispatch(&app, "1", json!({"tenant": "newest"})).await;
    assert_eq!(app.get("/v1/audit/1").await.expect(200)["tenant"], "newest");
    for bad in [
        "?limit=0",
        "?limit=1001",
        "?limit=x",
        "?offset=-1",
        "?cursor=x",
        "?outcome=gone",
        "?verdict=maybe",
        "?from=yesterday",
        "?to=1",
    ] {
        app.get(&format!("/v1/audit{bad}"))
            .await
            .expect_error(400, "invalid_request");
    }
    let error = app.get("/v1/audit?limit=x").await;
    let error = error.expect_error(400, "invalid_request");
    assert_eq!(
        error,
        "the query is malformed: limit: invalid digit found in string"
    );
    app.get("/v1/audit/nobody")
        .await
        .expect_error(404, "record_not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn coverage_says_what_the_rules_met() {
    let rules = "rules:
  - { name: large, condition: { field: action.payload.amount, gt: 3 }, action: deny }
  - { name: never, condition: { field: action_type, eq: never }, action: deny }
  - { name: off, enabled: false, condition: true, action: deny }
";
    let app = TestApp::configured(&format!("{RULES}{PROVIDER}"), &[("a.yaml", rules)]).await;
    app.clock.set("2026-03-01T12:00:00Z");
    dispatch(&app, "1", json!({"payload": {"amount": 9}})).await;
    dispatch(&app, "2", json!({"payload": {"amount": 1}})).await;
    dispatch(
        &app,
        "3",
        json!({"payload": {"amount": 1}, "action_type": "text"}),
    )
    .await;
    app.clock.advance(60);
    dispatch(&app, "4", json!({"payload": {"amount": 9}, "tenant": "u"})).await;
    let coverage = app.get("/v1/rules/coverage").await.expect(200);
    let entry = |tenant: &str, action_type: &str, covered: u64, uncovered: u64| {
        json!({
            "namespace": "n", "tenant": tenant, "provider": "email", "action_type": action_type,
            "total": covered + uncovered, "covered": covered, "uncovered": uncovered,
            "matched_rules": if covered > 0 { vec!["large"] } else { vec![] },
        })
    };
    let expected = json!({
        "scanned_from": null, "scanned_to": null, "total": 4, "truncated": false, "unique_combinations": 3,
        "fully_covered": 1, "partially_covered": 1, "uncovered": 1, "rules_loaded": 3,
        "entries": [entry("t", "text", 0, 1), entry("t", "mail", 1, 1), entry("u", "mail", 1, 0)],
        "unmatched_rules": ["never"],
    });
    assert_eq!(coverage, expected);
    for (query, total) in [
        ("?tenant=u", 1),
        ("?namespace=m", 0),
        ("?to=2026-03-01T12:00:30Z", 3),
    ] {
        let part = app
            .get(&format!("/v1/rules/coverage{query}"))
            .await
            .expect(200);
        assert_eq!(part["total"], total, "{query}");
    }
    app.get("/v1/rules/coverage?from=x")
        .await
        .expect_error(400, "invalid_request");
}
