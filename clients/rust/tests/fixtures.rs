//! Every wire sample of `clients/fixtures` is played to the client: it asks for the address that
//! was recorded, understands the answer, and loses nothing of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail a test by panicking, as the tests do"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use acteon_client::types::UpdatePluginRequest;
use acteon_client::{ActeonClient, Error, RegisterPlugin, ReplacePlugin};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response};
use serde::Serialize;
use serde_json::Value;

/// A recorded exchange.
struct Fixture {
    file: String,
    operation: String,
    method: String,
    path: String,
    request: Value,
    status: u16,
    headers: Vec<(String, String)>,
    response: Value,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

fn fixtures() -> Vec<Fixture> {
    let mut files: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files.iter().map(|path| fixture(path)).collect()
}

fn fixture(path: &Path) -> Fixture {
    let value: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let text = |pointer: &str| value.pointer(pointer).unwrap().as_str().unwrap().to_owned();
    let headers = value["response"]["headers"].as_object().cloned();
    Fixture {
        file: path.file_name().unwrap().to_string_lossy().into_owned(),
        operation: text("/operation"),
        method: text("/request/method"),
        path: text("/request/path"),
        request: value["request"]["body"].clone(),
        status: u16::try_from(value["response"]["status"].as_u64().unwrap()).unwrap(),
        headers: headers
            .into_iter()
            .flatten()
            .map(|(name, value)| (name, value.as_str().unwrap().to_owned()))
            .collect(),
        response: value["response"]["body"].clone(),
    }
}

type Asked = Arc<Mutex<Vec<(String, String)>>>;

/// A server that gives the recorded answer to everything, and the requests it got.
async fn play(fixture: &Fixture) -> (ActeonClient, Asked) {
    let asked = Asked::default();
    let (status, headers) = (fixture.status, fixture.headers.clone());
    let body = match &fixture.response {
        Value::Null => String::new(),
        Value::String(text) if fixture.operation == "metrics" => text.clone(),
        json => json.to_string(),
    };
    let answer = move |State(asked): State<Asked>, request: Request| async move {
        let path = request.uri().path_and_query().unwrap().to_string();
        let method = request.method().to_string();
        // The upload is read: a client that still sends would miss the answer.
        axum::body::to_bytes(request.into_body(), usize::MAX)
            .await
            .unwrap();
        asked.lock().unwrap().push((method, path));
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status.try_into().unwrap();
        for (name, value) in headers {
            let name: axum::http::HeaderName = name.parse().unwrap();
            response
                .headers_mut()
                .insert(name, HeaderValue::from_str(&value).unwrap());
        }
        response
    };
    let app = Router::new().fallback(answer).with_state(asked.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (ActeonClient::new(&format!("http://{address}")), asked)
}

fn value(read: Result<impl Serialize, Error>) -> Result<Value, Error> {
    read.map(|read| serde_json::to_value(read).unwrap())
}

/// Makes the call that was recorded.
async fn call(client: &ActeonClient, fixture: &Fixture) -> Result<Value, Error> {
    let (path, query) = fixture.path.split_once('?').unwrap_or((&fixture.path, ""));
    let segment = |index: usize| path.split('/').nth(index).unwrap();
    let pairs: serde_json::Map<String, Value> = serde_urlencoded::from_str(query).unwrap();
    let limit = || {
        pairs
            .get("limit")
            .map(|limit| limit.as_str().unwrap().parse().unwrap())
    };
    let module = || b"\0asm\x01\0\0\0".to_vec();
    let body = &fixture.request;
    match fixture.operation.as_str() {
        "list_plugins" => {
            let plugins = value(client.list_wasm_plugins().await)?;
            // The list itself is what the client answers with.
            let count = plugins.as_array().unwrap().len();
            Ok(serde_json::json!({ "plugins": plugins, "count": count, "total": count }))
        }
        "get_plugin" => value(client.get_wasm_plugin(segment(4)).await),
        "register_plugin" => value(
            client
                .register_wasm_plugin(RegisterPlugin::new("p", module()))
                .await,
        ),
        "replace_plugin" => value(
            client
                .replace_wasm_plugin(segment(4), ReplacePlugin::new(module()))
                .await,
        ),
        "update_plugin" => {
            let change: UpdatePluginRequest = serde_json::from_value(body.clone()).unwrap();
            value(
                client
                    .update_wasm_plugin(segment(4), &change, Some(2))
                    .await,
            )
        }
        "delete_plugin" => value(client.delete_wasm_plugin(segment(4)).await),
        "test_plugin" => {
            let function = body["function"].as_str().unwrap();
            value(
                client
                    .test_wasm_plugin(segment(4), function, &body["input"])
                    .await,
            )
        }
        "list_invocations" => value(client.list_wasm_plugin_invocations(segment(4)).await),
        "list_revisions" => value(client.list_wasm_plugin_revisions(segment(4)).await),
        "restore_plugin" => {
            let revision = segment(6).parse().unwrap();
            value(
                client
                    .restore_wasm_plugin_revision(segment(4), revision, None)
                    .await,
            )
        }
        "list_rules" => value(client.list_rules().await),
        "evaluate_rules" => value(client.evaluate_rules(body).await),
        "reload_rules" => value(client.reload_rules(None).await),
        "set_rule_enabled" => value(client.set_rule_enabled(segment(3), false).await),
        "rule_coverage" => value(client.rule_coverage(&Default::default()).await),
        "rule_set_revision" => value(client.rule_set_revision(segment(4).parse().unwrap()).await),
        "dispatch" if !query.is_empty() => value(client.dispatch_dry_run(body).await),
        "dispatch" => value(client.dispatch(body).await),
        "dispatch_batch" => value(client.dispatch_batch(body.as_array().unwrap()).await),
        "list_records" => {
            let query = acteon_client::types::AuditQuery {
                limit: limit(),
                ..Default::default()
            };
            value(client.query_audit(&query).await)
        }
        "get_record" => value(client.get_audit_record(segment(3)).await),
        "list_changes" => value(client.list_changes(None, limit()).await),
        "health" => value(client.health().await),
        "ready" => value(client.ready().await),
        "stats" => value(client.stats(Some("5m")).await),
        "metrics" => value(client.metrics().await),
        "config" => value(client.config().await),
        "session" => value(client.session().await),
        other => panic!("{}: no call for `{other}`", fixture.file),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_is_understood_and_nothing_is_lost() {
    for fixture in fixtures() {
        let (client, asked) = play(&fixture).await;
        let got = call(&client, &fixture).await;
        let expected = (fixture.method.clone(), fixture.path.clone());
        assert_eq!(asked.lock().unwrap()[0], expected, "{}", fixture.file);
        match got {
            Ok(value) if fixture.status < 400 => {
                assert_eq!(value, fixture.response, "{}", fixture.file);
            }
            Err(Error::Api(error)) if fixture.status >= 400 => {
                assert_eq!(error.status, fixture.status, "{}", fixture.file);
                assert_eq!(error.message, fixture.response["error"], "{}", fixture.file);
                assert_eq!(error.kind.as_deref(), fixture.response["kind"].as_str());
                let errors = fixture.response.get("errors").cloned();
                let errors = errors.unwrap_or_else(|| Value::Array(Vec::new()));
                assert_eq!(serde_json::to_value(&error.errors).unwrap(), errors);
            }
            other => panic!("{}: {other:?}", fixture.file),
        }
    }
}

#[test]
fn every_operation_of_the_api_has_a_method_and_a_sample() {
    let read = |path: &str| -> Value {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(path);
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let api = read("server/openapi.json");
    let listed = read("clients/operations.json");
    let named = |key: &str| -> Vec<String> {
        let entries = listed[key].as_array().unwrap();
        entries
            .iter()
            .map(|entry| entry["operation"].as_str().unwrap().to_owned())
            .collect()
    };
    let (with, without) = (named("operations"), named("not_in_clients"));
    let mut operations = Vec::new();
    for methods in api["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            // The others are the same operation at another path.
            if !id.contains("_at_") {
                operations.push(id.to_owned());
            }
        }
    }
    for operation in &operations {
        assert!(
            with.contains(operation) || without.contains(operation),
            "`{operation}` is not in clients/operations.json: give it a method in every client"
        );
    }
    let samples: Vec<_> = fixtures()
        .into_iter()
        .filter(|fixture| fixture.status < 400)
        .collect();
    for operation in &with {
        assert!(
            operations.contains(operation),
            "the API has no `{operation}`"
        );
        assert!(
            samples.iter().any(|sample| sample.operation == *operation),
            "clients/fixtures has no sample of `{operation}`"
        );
    }
}
