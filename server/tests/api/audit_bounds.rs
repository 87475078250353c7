//! What the audit does not show, to whom, and what it does not keep.

use acteon_gateway::auth::hash_key;
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

use crate::audit::{PROVIDER, action, dispatch, ids, page};
use crate::support::{Answer, RULES, TestApp, eventually, modules, request};

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_masks_is_nowhere_in_the_record() {
    let rules = "rules:
  - { name: card, condition: 'action.payload.card.number.startsWith(\"4\") && wasm(\"p\")', action: { type: modify, changes: { note: x } } }
";
    let mask =
        "[audit]\nmask = [\"/payload/card/number\", \"/metadata/token\", \"/payload/none\"]\n";
    let config = format!("{RULES}{PROVIDER}{mask}");
    let app = TestApp::configured(&config, &[("a.yaml", rules)]).await;
    let output = r#"{"verdict":true,"message":"4111111111111111 is bad","metadata":{"n":"4111111111111111"}}"#;
    app.register("p", &modules::answering(output))
        .await
        .expect(201);
    let more = json!({
        "payload": {"card": {"number": "4111111111111111", "name": "A"}},
        "metadata": {"token": "t0p-secret"}, "dedup_key": "4111111111111111",
    });
    dispatch(&app, "1", more).await;
    let answer = app.get("/v1/audit/1").await;
    let record = answer.expect(200);
    assert_eq!(record["verdict"], "modify");
    assert!(!answer.text().contains("4111111111111111"), "{record}");
    assert!(!answer.text().contains("t0p-secret"), "{record}");
    assert_eq!(
        record["action_payload"],
        json!({"card": {"number": "[masked]", "name": "A"}})
    );
    assert_eq!(record["metadata"], json!({"token": "[masked]"}));
    assert_eq!(
        record["masked"],
        json!(["/payload/card/number", "/metadata/token"])
    );
    assert_eq!(
        record["verdict_details"]["wasm"][0]["message"],
        "[masked] is bad"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn long_and_short_masked_values_are_not_in_the_values_of_conditions() {
    let rules = "rules:
  - { name: all, condition: 'action.payload.token.startsWith(\"x\") && action.payload.cards[0].cvv == \"123\" && size(action.payload.cards[0]) == 1', action: deny }
";
    let mask = "[audit]\nmask = [\"/payload/token\", \"/payload/cards/0/cvv\"]\n";
    let app = TestApp::configured(&format!("{RULES}{mask}"), &[("a.yaml", rules)]).await;
    let token = format!("x{}", "0123456789".repeat(100));
    let more = json!({"payload": {"token": token, "cards": [{"cvv": "123"}]}});
    dispatch(&app, "1", more).await;
    let answer = app.get("/v1/audit/1").await;
    let record = answer.expect(200);
    assert_eq!(record["matched_rule"], "all", "{record}");
    assert!(!answer.text().contains("0123456789"), "{record}");
    let parts = record["verdict_details"]["parts"].as_array().unwrap();
    assert!(parts.len() > 3, "{record}");
    for part in parts {
        assert!(!part["value"].to_string().contains("123"), "{part}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn old_records_and_those_beyond_the_number_are_removed() {
    let config = format!("{RULES}{PROVIDER}[audit]\nretention_days = 2\nmax_records = 3\n");
    let app = TestApp::configured(&config, &[("a.yaml", "rules: []\n")]).await;
    app.clock.set("2026-03-01T12:00:00Z");
    for id in ["1", "2", "3", "4", "5"] {
        dispatch(&app, id, json!({})).await;
        app.clock.advance(3600);
    }
    // What is old is removed at a start and every minute.
    let app = app.restarted(&config, |_| ()).await;
    let kept = async || page(&app, "").await["total"] == 3;
    eventually("3 records are kept", kept).await;
    assert_eq!(ids(&page(&app, "").await), ["5", "4", "3"]);
    app.clock.set("2026-03-03T15:00:00.000001Z");
    let app = app.restarted(&config, |_| ()).await;
    let kept = async || page(&app, "").await["total"] == 1;
    eventually("1 records are kept", kept).await;
    assert_eq!(ids(&page(&app, "").await), ["5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_sees_the_records_of_its_namespaces_and_tenants_alone() {
    let key = |name: &str| format!("acteon_{name}_0123456789abcdef0123456789abcdef");
    let entry = |name: &str, more: &str| {
        let hash = hash_key(&key(name)).unwrap();
        format!(
            "[[auth.keys]]\nname = \"{name}\"\nrole = \"operator\"\nkey_hash = \"{hash}\"\n{more}"
        )
    };
    let config = format!(
        "{RULES}{PROVIDER}{}{}",
        entry("all", ""),
        entry("held", "namespaces = [\"n\"]\ntenants = [\"t\"]\n")
    );
    let app = TestApp::configured(&config, &[("a.yaml", "rules: []\n")]).await;
    let send = async |method: Method, name: &str, path: &str, body: Option<Value>| -> Answer {
        let request = request(method, path)
            .header(header::AUTHORIZATION, format!("Bearer {}", key(name)))
            .header(header::CONTENT_TYPE, "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        app.send(request.body(body).unwrap()).await
    };
    let post = Method::POST;
    for (id, more) in [
        ("1", json!({})),
        ("2", json!({"tenant": "u"})),
        ("3", json!({"namespace": "m"})),
    ] {
        let answer = send(
            post.clone(),
            "all",
            "/v1/dispatch",
            Some(action(id, more.clone())),
        )
        .await;
        answer.expect(200);
        let answer = send(post.clone(), "held", "/v1/dispatch", Some(action(id, more))).await;
        assert_eq!(answer.status == 200, id == "1", "{answer:?}");
    }
    let get = |name: &'static str, path: &'static str| send(Method::GET, name, path, None);
    assert_eq!(get("all", "/v1/audit").await.expect(200)["total"], 4);
    let seen = get("held", "/v1/audit").await.expect(200);
    assert_eq!((&seen["total"], ids(&seen)), (&json!(2), vec!["1", "1"]));
    assert_eq!(seen["records"][0]["caller"], "held");
    assert_eq!(seen["records"][1]["caller"], "all");
    let other = get("held", "/v1/audit?namespace=m").await.expect(200);
    assert_eq!(other["total"], 0);
    get("held", "/v1/audit/2")
        .await
        .expect_error(404, "record_not_found");
    let coverage = get("held", "/v1/rules/coverage").await.expect(200);
    assert_eq!(coverage["total"], 2);
    let batch = json!([action("4", json!({})), action("5", json!({"tenant": "u"}))]);
    let answers = send(post, "held", "/v1/dispatch/batch", Some(batch))
        .await
        .expect(200);
    assert!(answers[0].get("Executed").is_some(), "{answers}");
    assert_eq!(answers[1]["error"]["code"], "FORBIDDEN");
}

#[tokio::test(flavor = "multi_thread")]
async fn large_answers_that_nobody_reads_are_bounded() {
    let server = "[server]\nmax_body_bytes = 65536\nmax_buffered_body_bytes = 262144\n";
    let rules = RULES.replace(
        "enabled = true\n",
        "enabled = true\nmax_module_bytes = 65536\n",
    );
    let config = format!("{server}{rules}{PROVIDER}");
    let app = TestApp::configured(&config, &[("a.yaml", "rules: []\n")]).await;
    for id in ["1", "2"] {
        dispatch(&app, id, json!({"payload": {"text": "x".repeat(40_000)}})).await;
    }
    let ask = || {
        request(Method::GET, "/v1/audit")
            .body(Body::empty())
            .unwrap()
    };
    let mut unread = Vec::new();
    let refused = loop {
        let answer = app.respond(ask()).await;
        if answer.status() != 200 {
            break answer;
        }
        unread.push(answer);
        assert!(unread.len() < 1000, "nothing bounds what is not read");
    };
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(page(&app, "?limit=1").await["total"], 2, "small ones go on");
    drop(unread);
    assert_eq!(page(&app, "").await["total"], 2);
}
