//! `GET /v1/stats`: what happened lately.

use acteon_gateway::auth::hash_key;
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{RULES, TestApp, modules, request};

const PROVIDER: &str = "[[providers]]\nname = \"email\"\ntype = \"log\"\n";
const DENY: &str = "rules:\n  - { name: d, action: deny, condition: 'action.action_type == \"bad\"' }\n  \
    - { name: p, wasm_plugin: good, action: suppress, condition: 'action.action_type == \"call\"' }\n";

async fn dispatch(app: &TestApp, action_type: &str) {
    let action = json!({"namespace": "n", "tenant": "t", "provider": "email",
        "action_type": action_type, "payload": {}});
    app.post("/v1/dispatch", &action).await.expect(200);
}

fn sum(stats: &Value, field: &str) -> u64 {
    let series = stats["series"].as_array().unwrap();
    series
        .iter()
        .map(|point| point[field].as_u64().unwrap())
        .sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn stats_count_what_happened_in_the_window_and_where() {
    let app = TestApp::configured(&format!("{RULES}{PROVIDER}"), &[("a.yaml", DENY)]).await;
    app.register("good", &modules::holding()).await.expect(201);
    app.register("bad", &modules::doing("unreachable"))
        .await
        .expect(201);
    let off = json!({"enabled": false});
    app.json(Method::PATCH, "/v1/wasm/plugins/bad", &off)
        .await
        .expect(200);
    app.test("good").await.expect(200);
    app.clock.advance(60);
    app.test("bad").await.expect(422);
    dispatch(&app, "call").await;
    dispatch(&app, "bad").await;
    dispatch(&app, "fine").await;
    // Neither the playground nor a dry run dispatches, but both invoke.
    let action = json!({"namespace": "n", "tenant": "t", "provider": "email",
        "action_type": "call", "payload": {}});
    app.post("/v1/rules/evaluate", &action).await.expect(200);
    app.post("/v1/dispatch?dry_run=true", &action)
        .await
        .expect(200);

    let stats = app.get("/v1/stats").await.expect(200);
    assert_eq!(
        (&stats["window_seconds"], &stats["bucket_seconds"]),
        (&json!(900), &json!(10))
    );
    assert_eq!(stats["to"], "2026-03-01T00:01:00Z");
    assert_eq!(stats["from"], "2026-02-28T23:46:10Z");
    assert_eq!(
        stats["plugins"],
        json!({"registered": 2, "enabled": 1, "failed": 0})
    );
    assert_eq!(stats["invocations"], 5);
    assert_eq!(
        stats["by_origin"],
        json!({"dispatch": 1, "playground": 2, "test": 2})
    );
    assert_eq!(stats["errors"], 1);
    assert_eq!(stats["latency"]["count"], 5);
    let verdicts = json!({"allow": 1, "deny": 1, "suppress": 1, "deduplicate": 0, "throttle": 0,
        "reroute": 0, "modify": 0, "error": 0});
    assert_eq!(stats["verdicts"], verdicts);
    assert_eq!((sum(&stats, "invocations"), sum(&stats, "errors")), (5, 1));
    let series = stats["series"].as_array().unwrap();
    assert_eq!(series.len(), 90);
    let (then, now) = (&series[83], &series[89]);
    assert_eq!(then["at"], "2026-03-01T00:00:00Z");
    assert_eq!(
        (&then["invocations"], &then["errors"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(now["at"], "2026-03-01T00:01:00Z");
    assert_eq!(now["verdicts"], verdicts);
    assert!(now["p50_us"].as_u64() <= now["p99_us"].as_u64() && now["p99_us"].is_u64());
    assert_eq!(series[88]["p50_us"], Value::Null);

    app.clock.advance(15 * 60 - 60);
    let stats = app.get("/v1/stats").await.expect(200);
    assert_eq!(
        (&stats["invocations"], &stats["errors"]),
        (&json!(4), &json!(1))
    );
    let hour = app.get("/v1/stats?window=1h").await.expect(200);
    assert_eq!(hour["invocations"], 5);
    app.clock.advance(60);
    let stats = app.get("/v1/stats").await.expect(200);
    assert_eq!(
        (&stats["invocations"], &stats["latency"]),
        (&json!(0), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_is_one_of_those_there_are() {
    let app = TestApp::new("").await;
    for (window, seconds) in [
        ("5m", 300),
        ("15m", 900),
        ("", 900),
        ("1h", 3600),
        ("6h", 21_600),
        ("24h", 86_400),
    ] {
        let stats = app.get(&format!("/v1/stats?window={window}")).await;
        assert_eq!(stats.expect(200)["window_seconds"], seconds);
    }
    for window in ["2h", "900", "-5m", "25h", "15M", "%20"] {
        let answer = app.get(&format!("/v1/stats?window={window}")).await;
        let message = answer.expect_error(400, "invalid_request");
        assert!(message.contains("`15m`, `1h`, `6h`, `24h`"), "{message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_held_to_tenants_does_not_see_what_became_of_others_actions() {
    let key = "acteon_scoped_0123456789abcdef0123456789abcdef";
    let hash = hash_key(key).unwrap();
    let config = format!(
        "[[auth.keys]]\nname = \"scoped\"\nrole = \"viewer\"\nkey_hash = \"{hash}\"\n\
         tenants = [\"acme\"]\n"
    );
    let app = TestApp::new(&config).await;
    let asked = request(Method::GET, "/v1/stats").header("x-api-key", key);
    let stats = app
        .send(asked.body(Body::empty()).unwrap())
        .await
        .expect(200);
    assert_eq!(stats["verdicts"], Value::Null);
    assert_eq!(stats["series"][0]["verdicts"], Value::Null);
    assert_eq!(stats["invocations"], 0);
}
