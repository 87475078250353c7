//! What a test call tells the plugin's author: why it failed, what it cost.

use serde_json::{Value, json};

use crate::support::TestApp;

const PATH: &str = "/v1/wasm/plugins";
const PLUGINS: &str = "[wasm]\nenabled = true\n";

/// A plugin that prints to standard error, and then runs `body` in a function with a name.
fn printing(body: &str) -> Vec<u8> {
    let text = format!(
        r#"(module
          (import "wasi_snapshot_preview1" "fd_write"
            (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 16) "{{\"verdict\":true}}")
          (data (i32.const 64) "\48\00\00\00\08\00\00\00no score")
          (func (export "allocate") (param i32) (result i32) (i32.const 1024))
          (func $score_payment {body})
          (func $evaluate (export "evaluate") (param i32 i32) (result i64)
            (drop (call $write (i32.const 2) (i32.const 64) (i32.const 1) (i32.const 0)))
            (call $score_payment)
            (i64.const 0x1000000010)))"#
    );
    wat::parse_str(text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_says_where_it_was_what_it_printed_and_what_it_had() {
    let app = TestApp::new(PLUGINS).await;
    for (name, body, kind) in [
        ("trap", "unreachable", "trap"),
        ("loop", "(loop $again (br $again))", "timeout"),
        (
            "memory",
            "(if (i32.eq (memory.grow (i32.const 4000)) (i32.const -1)) (then unreachable))",
            "memory_exceeded",
        ),
    ] {
        app.register(name, &printing(body)).await.expect(201);
        let failed = app.test(name).await.expect(422);
        assert_eq!(failed["kind"], kind);
        let details = &failed["details"];
        assert_eq!(
            details["backtrace"],
            json!(["score_payment", "evaluate"]),
            "{name}"
        );
        assert_eq!(details["stderr"], "no score");
        assert_eq!(details["stdout"], "");
        assert_eq!(details["memory_used_bytes"], 65_536);
        assert_eq!(details["memory_limit_bytes"], 16_777_216);
        assert_eq!(details["timeout_ms"], 100);
        let empty = br#"{"namespace":"","tenant":"","provider":"","action_type":"","payload":{},"metadata":{}}"#;
        assert_eq!(details["input_bytes"], empty.len());

        let listed = app
            .get(&format!("{PATH}/{name}/invocations"))
            .await
            .expect(200);
        assert_eq!(&listed["invocations"][0]["details"], details, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_succeeds_has_no_details() {
    let app = TestApp::new(PLUGINS).await;
    app.register("fine", &printing("")).await.expect(201);
    let answer = app.test("fine").await.expect(200);
    assert_eq!(answer.get("details"), None);
    let listed = app
        .get(&format!("{PATH}/fine/invocations"))
        .await
        .expect(200);
    assert_eq!(listed["invocations"][0].get("details"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cost_is_told_when_asked_for_and_the_same_every_time() {
    let app = TestApp::new(PLUGINS).await;
    let module = printing(
        "(local i32) (loop $l
        (local.set 0 (i32.add (local.get 0) (i32.const 1)))
        (br_if $l (i32.lt_u (local.get 0) (i32.const 1000))))",
    );
    app.register("works", &module).await.expect(201);
    assert_eq!(app.test("works").await.expect(200).get("cost"), None);
    let cost = async || {
        let path = format!("{PATH}/works/test?cost=true");
        let answer = app.post(&path, &json!({})).await.expect(200);
        answer["cost"].clone()
    };
    let first = cost().await;
    let fuel = first["fuel"].as_u64().unwrap();
    assert!((4_000..20_000).contains(&fuel), "{first}");
    assert_eq!(
        (&first["initialisation_fuel"], &first["error"]),
        (&json!(0), &Value::Null)
    );
    assert_eq!(cost().await, first);
    let calls = app.get(&format!("{PATH}/works")).await.expect(200)["invocation_count"].clone();
    assert_eq!(calls, 3, "counting is no invocation");

    let odd = app
        .post(&format!("{PATH}/works/test?cost=much"), &json!({}))
        .await;
    let message = odd.expect_error(400, "invalid_request");
    assert!(message.contains("cost"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_call_has_no_cost_but_its_reason() {
    let app = TestApp::new(PLUGINS).await;
    app.register("trap", &printing("unreachable"))
        .await
        .expect(201);
    let failed = app
        .post(&format!("{PATH}/trap/test?cost=true"), &json!({}))
        .await;
    assert_eq!(failed.expect(422)["kind"], "trap");
}
