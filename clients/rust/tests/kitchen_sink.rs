//! Every method against a running server with real plugins.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail a test by panicking, as the tests do"
)]

mod support;

use std::path::PathBuf;

use acteon_client::types::{
    AuditQuery, BatchItem, CoverageQuery, DispatchOutcome, PluginStatus, SessionRole,
    UpdatePluginRequest, VerdictKind,
};
use acteon_client::{ActeonClient, RegisterPlugin, ReplacePlugin};
use futures::TryStreamExt as _;
use serde_json::{Value, json};
use support::{Setting, setting};

/// An action that no rule of the demo decides about.
fn receipt(to: &str) -> Value {
    json!({
        "namespace": "kitchen-sink", "tenant": "rust", "provider": "email",
        "action_type": "receipt", "payload": {"to": to}, "metadata": {"source": "test"},
    })
}

fn name() -> String {
    format!("kitchen-sink-rust-{}", uuid::Uuid::new_v4().simple())
}

fn client() -> (ActeonClient, Setting) {
    let setting = setting();
    (setting.client(&setting.key), setting)
}

#[tokio::test]
async fn plugins() {
    let (client, setting) = client();
    let name = name();
    let module = || PathBuf::from(&setting.plugin);
    let plugin = || {
        RegisterPlugin::new(&name, module())
            .description("Suppress low-priority actions")
            .memory_limit_bytes(16_777_216)
            .timeout_ms(2_000)
    };
    let registered = client.register_wasm_plugin(plugin()).await.unwrap();
    assert_eq!(registered.plugin.plugin.name, name);
    assert_eq!(registered.plugin.plugin.revision, 1);
    let error = client.register_wasm_plugin(plugin()).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(error.kind(), Some("already_registered"));
    let wrong = RegisterPlugin::new(&name, b"no module".to_vec());
    let error = client.register_wasm_plugin(wrong).await.unwrap_err();
    assert!(error.is_invalid() || error.is_conflict(), "{error}");

    let listed = client.list_wasm_plugins().await.unwrap();
    assert!(
        listed
            .iter()
            .any(|plugin| plugin.name == name && plugin.enabled)
    );

    let test = async |priority: &str| {
        let action = json!({"action_type": "notification", "payload": {"priority": priority}});
        client
            .test_wasm_plugin(&name, "evaluate", &action)
            .await
            .unwrap()
    };
    let low = test("low").await;
    assert!(!low.verdict);
    assert_eq!(
        low.message.as_deref(),
        Some("low priority actions are suppressed")
    );
    assert!(test("high").await.verdict);
    let counted = client
        .test_wasm_plugin_with_cost(&name, "evaluate", &json!({}))
        .await
        .unwrap();
    assert!(counted.cost.and_then(|cost| cost.fuel).unwrap() > 0);
    let error = client
        .test_wasm_plugin(&name, "nowhere", &json!({}))
        .await
        .unwrap_err();
    assert_eq!(
        (error.status(), error.kind()),
        (Some(422), Some("function_not_found"))
    );

    let change = UpdatePluginRequest {
        enabled: Some(false),
        ..UpdatePluginRequest::default()
    };
    let updated = client
        .update_wasm_plugin(&name, &change, Some(1))
        .await
        .unwrap();
    assert_eq!(
        (updated.plugin.status, updated.plugin.revision),
        (PluginStatus::Disabled, 2)
    );
    let late = client
        .update_wasm_plugin(&name, &change, Some(1))
        .await
        .unwrap_err();
    assert!(late.is_revision_mismatch(), "{late}");
    let bytes = std::fs::read(&setting.plugin).unwrap();
    let next = ReplacePlugin::new(bytes).description("second").if_match(2);
    let replaced = client.replace_wasm_plugin(&name, next).await.unwrap();
    assert_eq!(replaced.plugin.description.as_deref(), Some("second"));

    let shown = client.get_wasm_plugin(&name).await.unwrap();
    assert_eq!(shown.functions, ["evaluate"]);
    assert_eq!(shown.plugin.timeout_ms, 2_000);
    let invoked = client.list_wasm_plugin_invocations(&name).await.unwrap();
    assert!(invoked.count >= 2, "{invoked:?}");
    let revisions = client.list_wasm_plugin_revisions(&name).await.unwrap();
    assert_eq!(revisions.count, 3);
    let restored = client
        .restore_wasm_plugin_revision(&name, 1, Some(3))
        .await
        .unwrap();
    assert_eq!(
        restored.plugin.description.as_deref(),
        Some("Suppress low-priority actions")
    );

    let error = client.delete_wasm_plugin_if(&name, 1).await.unwrap_err();
    assert!(error.is_revision_mismatch(), "{error}");
    client.delete_wasm_plugin(&name).await.unwrap();
    assert!(
        client
            .get_wasm_plugin(&name)
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn rules() {
    let (client, _) = client();
    let rules = client.list_rules().await.unwrap();
    let first = &rules[0];
    let switched = client.set_rule_enabled(&first.name, false).await.unwrap();
    assert!(!switched.enabled);
    client.set_rule_enabled(&first.name, true).await.unwrap();
    let error = client
        .set_rule_enabled("no-such-rule", true)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), Some("rule_not_found"));

    let mut action = receipt("kim@shop.example");
    action["rules"] = json!("rules:\n  - { name: all, condition: true, action: deny }\n");
    let evaluated = client.evaluate_rules(&action).await.unwrap();
    assert_eq!(evaluated.verdict, VerdictKind::Deny);
    assert_eq!(evaluated.matched_rule.as_deref(), Some("all"));
    action["rules"] = json!("rules:\n  - { name: all, condition: true, action: fly }\n");
    let error = client.evaluate_rules(&action).await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(api.kind.as_deref(), Some("rules_refused"));
    assert_eq!(api.errors[0].line, Some(2));

    let reloaded = client.reload_rules(None).await.unwrap();
    assert!(reloaded.reloaded && reloaded.loaded >= rules.len());
    let error = client.reload_rules(Some("/nowhere")).await.unwrap_err();
    assert!(error.is_invalid(), "{error}");
    let coverage = client
        .rule_coverage(&CoverageQuery::default())
        .await
        .unwrap();
    assert_eq!(coverage.rules_loaded, reloaded.loaded);
    let ready = client.ready().await.unwrap();
    let revision = ready.rule_set_revision.unwrap();
    let files = client.rule_set_revision(revision).await.unwrap().files;
    assert!(files.iter().any(|file| file.text.contains("rules:")));
    let error = client.rule_set_revision(1_000_000).await.unwrap_err();
    assert_eq!(error.kind(), Some("rule_set_not_found"));
}

#[tokio::test]
async fn dispatch_and_audit() {
    let (client, setting) = client();
    let tenant = name();
    let action = |to: &str| {
        let mut action = receipt(to);
        action["tenant"] = json!(tenant);
        action
    };
    let outcome = client.dispatch(&action("a@shop.example")).await.unwrap();
    assert!(
        matches!(outcome, DispatchOutcome::Executed(_)),
        "{outcome:?}"
    );
    let dry = client
        .dispatch_dry_run(&action("b@shop.example"))
        .await
        .unwrap();
    assert!(
        matches!(
            dry,
            DispatchOutcome::DryRun {
                verdict: VerdictKind::Allow,
                ..
            }
        ),
        "{dry:?}"
    );
    let actions: Vec<_> = ["c", "d", "e", "f"].iter().map(|to| action(to)).collect();
    let outcomes = client.dispatch_batch(&actions).await.unwrap();
    assert_eq!(outcomes.len(), 4);
    assert!(
        outcomes
            .iter()
            .all(|item| matches!(item, BatchItem::Outcome(DispatchOutcome::Executed(_))))
    );
    let dry = client.dispatch_batch_dry_run(&actions).await.unwrap();
    assert!(matches!(
        dry[0],
        BatchItem::Outcome(DispatchOutcome::DryRun { .. })
    ));
    let error = client
        .dispatch(&json!({"namespace": "shop"}))
        .await
        .unwrap_err();
    assert!(error.is_invalid(), "{error}");
    let viewer = setting.client(&setting.viewer_key);
    let error = viewer.dispatch(&action("g")).await.unwrap_err();
    assert!(error.is_forbidden(), "{error}");

    let query = AuditQuery {
        tenant: Some(tenant.clone()),
        limit: Some(2),
        ..AuditQuery::default()
    };
    let page = client.query_audit(&query).await.unwrap();
    assert_eq!((page.records.len(), page.total), (2, 5));
    let records: Vec<_> = client.audit_records(query).try_collect().await.unwrap();
    assert_eq!(records.len(), 5, "more than one page, each record once");
    let to = |index: usize| records[index].action_payload["to"].as_str().unwrap();
    assert_eq!((to(0), to(4)), ("f", "a@shop.example"), "newest first");
    let record = client
        .get_audit_record(&records[0].action_id)
        .await
        .unwrap();
    assert_eq!(record.id, records[0].id);
    let error = client.get_audit_record("nowhere").await.unwrap_err();
    assert_eq!(error.kind(), Some("record_not_found"));
    client.reload_rules(None).await.unwrap();
    let changes = client.list_changes(None, Some(1)).await.unwrap();
    assert_eq!(changes.changes.len(), 1);
}

#[tokio::test]
async fn the_server_itself() {
    let (client, setting) = client();
    assert_eq!(client.health().await.unwrap().status, "ok");
    assert!(client.ready().await.unwrap().ready);
    assert_eq!(client.stats(Some("5m")).await.unwrap().window_seconds, 300);
    let error = client.stats(Some("3m")).await.unwrap_err();
    assert!(error.is_invalid(), "{error}");
    assert!(client.metrics().await.unwrap().contains("# TYPE "));
    let config = client.config().await.unwrap();
    assert!(config["wasm"]["default_timeout_ms"].is_u64(), "{config}");
    let session = client.session().await.unwrap();
    assert_eq!(session.role, SessionRole::Admin);
    let stranger = setting.client("acteon_nobody_0000");
    let error = stranger.session().await.unwrap_err();
    assert!(error.is_unauthenticated(), "{error}");
    assert!(error.api().unwrap().request_id.is_some());
}
