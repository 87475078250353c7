//! Dispatching many actions: batches, and what is refused.

use serde_json::{Value, json};

use crate::dispatch::{ONE_OF_EACH, PATH, PROVIDERS, action, app, dispatch, outcomes};
use crate::support::{Answer, RULES, TestApp, eventually, modules};

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_answers_in_order_and_each_failure_for_itself() {
    let app = app().await;
    let actions = json!([
        action("plain", json!({})),
        action("broken", json!({})),
        action("refuse", json!({})),
        action("plain", json!({"provider": "pigeon"})),
    ]);
    for body in [actions.clone(), json!({"actions": actions})] {
        let answers = app.post("/v1/dispatch/batch", &body).await.expect(200);
        assert_eq!(answers.as_array().unwrap().len(), 4);
        assert_eq!(answers[0]["Executed"]["status"], "success");
        let error = &answers[1]["error"];
        assert_eq!(answers[1].as_object().unwrap().len(), 1);
        assert_eq!(error["code"], "RULE_ERROR");
        assert_eq!(error["retryable"], false);
        assert_eq!(answers[2], json!({"Suppressed": {"rule": "refuse"}}));
        assert_eq!(answers[3]["Failed"]["code"], "PROVIDER_NOT_FOUND");
    }
    let dry = app
        .post("/v1/dispatch/batch?dry_run=true", &actions)
        .await
        .expect(200);
    assert_eq!(dry[0]["DryRun"]["verdict"], "allow");
    assert_eq!(outcomes(&app).await.len(), 8);
    assert_eq!(
        app.post("/v1/dispatch/batch", &json!([])).await.expect(200),
        json!([])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_carried_out_in_its_order() {
    let app = app().await;
    for round in 0..10 {
        let same = action("ever", json!({"dedup_key": format!("k{round}")}));
        let answers = app
            .post("/v1/dispatch/batch", &json!(vec![same; 50]))
            .await
            .expect(200);
        let answers = answers.as_array().unwrap();
        assert!(answers[0].get("Executed").is_some(), "{answers:?}");
        assert!(
            answers[1..].iter().all(|answer| answer == "Deduplicated"),
            "{answers:?}"
        );
        let tenant = json!({"tenant": format!("t{round}")});
        let seldom = json!(vec![action("seldom", tenant); 8]);
        let answers = app.post("/v1/dispatch/batch", &seldom).await.expect(200);
        let executed: Vec<_> = (answers.as_array().unwrap().iter())
            .map(|answer| answer.get("Executed").is_some())
            .collect();
        assert_eq!(executed[..3], [true, true, false], "{answers}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_waits_for_places_where_one_action_is_refused() {
    let config = format!("{RULES}[dispatch]\nmax_in_flight = 1\n{PROVIDERS}");
    let app = TestApp::configured(&config, &[("a.yaml", ONE_OF_EACH)]).await;
    let many = json!(vec![action("plain", json!({})); 100]);
    let answers = app.post("/v1/dispatch/batch", &many).await.expect(200);
    let executed = |answer: &Value| answer.get("Executed").is_some();
    assert!(
        answers.as_array().unwrap().iter().all(executed),
        "{answers}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_action_is_refused_and_so_is_its_whole_batch() {
    let app = app().await;
    let good = action("plain", json!({}));
    let long = "x".repeat(1025);
    for (more, says) in [
        (json!({"payload": null}), "`payload`"),
        (json!({"payload": [1]}), "`payload`"),
        (json!({"tenant": 3}), "`tenant`"),
        (json!({"created_at": "yesterday"}), "`created_at`"),
        (json!({"metadata": {"a": 1}}), "`metadata`"),
        (json!({"tenant": ""}), "`tenant` is empty"),
        (json!({"id": long}), "`id` has 1025 bytes"),
        (json!({"dedup_key": long}), "`dedup_key` has 1025 bytes"),
    ] {
        let bad = action("plain", more);
        let error = app
            .post(PATH, &bad)
            .await
            .expect_error(400, "invalid_request");
        assert!(error.contains(says), "{error}");
        let batch = json!([good, bad]);
        let error = app.post("/v1/dispatch/batch", &batch).await;
        let error = error.expect_error(400, "invalid_request");
        assert!(
            error.starts_with("action 1 (from 0): ") && error.contains(says),
            "{error}"
        );
    }
    for bad in [json!([[1]]), json!({"actions": 3}), json!({}), json!("x")] {
        app.post("/v1/dispatch/batch", &bad)
            .await
            .expect_error(400, "invalid_request");
    }
    let many = json!(vec![good; 1001]);
    let error = app.post("/v1/dispatch/batch", &many).await;
    let error = error.expect_error(400, "invalid_request");
    assert_eq!(error, "the batch has 1001 actions; it may have 1000");
    let query = app
        .post("/v1/dispatch?dry_run=perhaps", &action("x", json!({})))
        .await;
    query.expect_error(400, "invalid_request");
    assert_eq!(outcomes(&app).await, Vec::<String>::new());
    // What the original's clients send.
    let nulls = json!({"id": null, "metadata": null, "dedup_key": null, "status": null,
        "created_at": "2026-03-01T12:00:00Z", "template": null});
    assert!(
        dispatch(&app, "plain", nulls)
            .await
            .get("Executed")
            .is_some()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_flight_is_bounded_and_more_is_refused_at_once() {
    let config = format!("{RULES}[dispatch]\nmax_in_flight = 1\n{PROVIDERS}");
    let app = TestApp::configured(&config, &[("a.yaml", ONE_OF_EACH)]).await;
    let plain = action("plain", json!({}));
    let answers = futures::future::join_all((0..50).map(|_| app.post(PATH, &plain))).await;
    let (executed, refused): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == 200);
    assert!(!executed.is_empty() && !refused.is_empty());
    for answer in &refused {
        answer.expect_error(503, "saturated");
        assert_eq!(answer.header("retry-after"), Some("1"));
    }
    assert_eq!(outcomes(&app).await, vec!["executed"; executed.len()]);
    let metrics = app.get("/metrics").await;
    for line in [
        format!(
            "dispatches_total{{outcome=\"executed\"}} {}",
            executed.len()
        ),
        format!(
            "dispatches_refused_total{{reason=\"saturated\"}} {}",
            refused.len()
        ),
        format!(
            "decisions_total{{origin=\"dispatch\",verdict=\"allow\"}} {}",
            executed.len()
        ),
        "dispatches_in_flight 0".to_owned(),
    ] {
        assert!(
            metrics.text().contains(&line),
            "{line} in {}",
            metrics.text()
        );
    }
}

/// Whoever waits for a slow plugin takes nobody's place in flight.
#[tokio::test(flavor = "multi_thread")]
async fn callers_of_a_plugin_that_never_answers_hold_up_no_others() {
    let rules = "rules:
  - { name: slow, wasm_plugin: endless, conditions: [{ field: action_type, operator: eq, value: slow }], action: deny }
";
    let config = format!("{RULES}[dispatch]\nmax_in_flight = 16\n{PROVIDERS}");
    let app = TestApp::configured(&config, &[("a.yaml", rules)]).await;
    let endless = modules::doing("(loop $l (br $l)) unreachable");
    app.register("endless", &endless).await.expect(201);
    let (method, path) = (axum::http::Method::PATCH, "/v1/wasm/plugins/endless");
    let limit = json!({"timeout_ms": 20});
    app.json(method, path, &limit).await.expect(200);
    let slow = action("slow", json!({}));
    // More than there are places.
    let slow = futures::future::join_all((0..64).map(|_| app.post(PATH, &slow)));
    let others = async {
        let running = async || {
            let metrics = app.get("/metrics").await;
            let running = "wasm_plugin_decisions{plugin=\"endless\",state=\"running\"} 0";
            !metrics.text().contains(running)
        };
        eventually("a decision calls the plugin", running).await;
        dispatch(&app, "plain", json!({})).await
    };
    let (slow, other) = tokio::join!(slow, others);
    assert!(other.get("Executed").is_some(), "{other}");
    // On a busy machine the last ones have waited for too long.
    let [timed_out, gave_up] = ["RULE_ERROR", "saturated"].map(|kind| {
        let is = |answer: &&Answer| {
            let body = answer.json();
            body["code"] == kind || body["kind"] == kind
        };
        slow.iter().filter(is).count()
    });
    assert!(
        timed_out > 0 && timed_out + gave_up == slow.len(),
        "{slow:?}"
    );
}
