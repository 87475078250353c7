//! What a failing plugin does to a dispatch, failure by failure, under each `on_error`
//! (docs/rules.md, "Errors").

use acteon_core::PluginFailureKind;
use serde_json::{Value, json};

use crate::support::{RULES, TestApp, modules};

const PROVIDER: &str = "[[providers]]\nname = \"email\"\ntype = \"log\"\n";

/// The body of `evaluate` of a plugin that fails so.
fn failing(kind: PluginFailureKind) -> Option<&'static str> {
    use PluginFailureKind as K;
    match kind {
        K::Timeout => Some("(loop $l (br $l)) unreachable"),
        K::MemoryExceeded => Some(
            "(drop (memory.grow (i32.const 1000))) (i64.store (i32.const -8) (i64.const 0)) unreachable",
        ),
        K::InvalidOutput => Some("(i64.const 0)"),
        K::InputOverwritten => Some(
            "(i64.store (local.get 0) (i64.const -1)) (i64.store (i32.const 0) (i64.const 32))
             (i64.or (i64.shl (i64.const 0) (i64.const 32)) (i64.const 16))",
        ),
        K::Trap => Some("unreachable"),
        // Not a plugin that fails, but none, or one that is not called.
        K::FunctionNotFound
        | K::PluginNotFound
        | K::PluginDisabled
        | K::PluginFailed
        | K::WasmDisabled
        | K::Deadline
        | K::Saturated => None,
    }
}

fn rules(plugin: &str, function: &str) -> String {
    let rule = |on_error: &str| {
        format!(
            "  - {{ name: {on_error}, wasm_plugin: {plugin}, wasm_function: {function}, \
             on_error: {on_error}, action: deny, \
             conditions: [{{ field: action_type, operator: eq, value: {on_error} }}] }}\n"
        )
    };
    format!(
        "rules:\n{}{}{}",
        rule("error"),
        rule("match"),
        rule("no_match")
    )
}

/// Dispatches one action for each `on_error` and checks answer and record.
async fn check(app: &TestApp, kind: PluginFailureKind) {
    for on_error in ["error", "match", "no_match"] {
        let action = json!({
            "namespace": "n", "tenant": "t", "provider": "email", "action_type": on_error,
            "payload": {"text": "long enough to be written over"},
        });
        let answer = app.post("/v1/dispatch", &action).await;
        let (verdict, outcome, rule) = match on_error {
            "error" => {
                let body = answer.expect(500);
                assert_eq!(body["code"], "RULE_ERROR", "{kind:?}");
                ("error", "failed", Value::Null)
            }
            "match" => {
                let suppressed = json!({"Suppressed": {"rule": "match"}});
                assert_eq!(answer.expect(200), suppressed, "{kind:?}");
                ("deny", "suppressed", json!("match"))
            }
            _ => {
                assert_eq!(
                    answer.expect(200)["Executed"]["status"],
                    "success",
                    "{kind:?}"
                );
                ("allow", "executed", Value::Null)
            }
        };
        let record = &app.get("/v1/audit?limit=1").await.expect(200)["records"][0];
        assert_eq!(record["verdict"], verdict, "{kind:?} {on_error}");
        assert_eq!(record["outcome"], outcome, "{kind:?} {on_error}");
        assert_eq!(record["matched_rule"], rule, "{kind:?} {on_error}");
        let call = &record["verdict_details"]["wasm"][0];
        assert_eq!(call["kind"], kind.as_str(), "{on_error}: {record}");
        assert_eq!(call["verdict"], Value::Null, "{on_error}");
        assert!(call["error"].is_string(), "{on_error}: {record}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_that_fails_never_passes_silently() {
    let config = format!("{RULES}{PROVIDER}");
    for kind in PluginFailureKind::ALL {
        let Some(body) = failing(kind) else {
            continue;
        };
        let app = TestApp::configured(&config, &[("a.yaml", &rules("p", "evaluate"))]).await;
        app.register("p", &modules::doing(body)).await.expect(201);
        check(&app, kind).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_one_that_cannot_be_called() {
    use PluginFailureKind as K;
    let config = format!("{RULES}{PROVIDER}");
    let missing = [("a.yaml", rules("nobody", "evaluate"))];
    let function = [("a.yaml", rules("p", "nothing"))];
    let present = [("a.yaml", rules("p", "evaluate"))];
    for (kind, rules) in [
        (K::PluginNotFound, &missing),
        (K::FunctionNotFound, &function),
        (K::PluginDisabled, &present),
    ] {
        let app = TestApp::configured(&config, &[(rules[0].0, &rules[0].1)]).await;
        app.register("p", &modules::holding()).await.expect(201);
        if kind == K::PluginDisabled {
            let off = json!({"enabled": false});
            let path = "/v1/wasm/plugins/p";
            app.json(axum::http::Method::PATCH, path, &off)
                .await
                .expect(200);
        }
        check(&app, kind).await;
    }
    let off = config.replace("enabled = true", "enabled = false");
    let app = TestApp::configured(&off, &[("a.yaml", &present[0].1)]).await;
    check(&app, K::WasmDisabled).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_whose_file_is_broken_is_a_failure_too() {
    let config = format!("{RULES}{PROVIDER}").replace(
        "enabled = true\n",
        "enabled = true\nplugin_dir = \"plugins\"\n",
    );
    let app = TestApp::configured(&config, &[("a.yaml", &rules("p", "evaluate"))]).await;
    let app = app
        .restarted(&config, |folder| {
            std::fs::create_dir(folder.join("plugins")).unwrap();
            std::fs::write(folder.join("plugins/p.wasm"), "no module").unwrap();
        })
        .await;
    check(&app, PluginFailureKind::PluginFailed).await;
}

/// The decision as a whole ran out of time: no rule can make up for that.
#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_is_an_error_whatever_the_rule_says() {
    let config = format!("{RULES}decision_timeout_ms = 50\n{PROVIDER}");
    let app = TestApp::configured(&config, &[("a.yaml", &rules("p", "evaluate"))]).await;
    let endless = modules::doing("(loop $l (br $l)) unreachable");
    app.register("p", &endless).await.expect(201);
    for on_error in ["error", "match", "no_match"] {
        let action = json!({
            "namespace": "n", "tenant": "t", "provider": "email", "action_type": on_error,
            "payload": {},
        });
        let body = app.post("/v1/dispatch", &action).await.expect(500);
        assert_eq!(
            (&body["code"], &body["retryable"]),
            (&json!("RULE_ERROR"), &json!(true))
        );
        let record = &app.get("/v1/audit?limit=1").await.expect(200)["records"][0];
        assert_eq!(record["outcome"], "failed");
        assert_eq!(record["verdict_details"]["error_kind"], "deadline");
    }
}
