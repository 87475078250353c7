//! Who may do what. Walks the route table, so that a new route is covered without a new test.

use std::sync::LazyLock;

use acteon_gateway::auth::{Role, hash_key};
use acteon_server::routes::{self, Access, Route};
use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;

use crate::support::{Answer, TestApp, modules, request};

fn key(role: Role) -> String {
    format!("acteon_{role}_0123456789abcdef0123456789abcdef")
}

/// A key per role, and one that may act only in the namespace `payments` for the tenant `acme`.
static KEYS: LazyLock<String> = LazyLock::new(|| {
    let entry = |name: &str, role: &str, key: &str, more: &str| {
        let hash = hash_key(key).unwrap();
        format!(
            "[[auth.keys]]\nname = \"{name}\"\nrole = \"{role}\"\nkey_hash = \"{hash}\"\n{more}"
        )
    };
    let mut config = "[wasm]\nenabled = true\n".to_owned();
    for role in Role::ALL {
        config += &entry(role.as_str(), role.as_str(), &key(role), "");
    }
    let scope = "namespaces = [\"payments\"]\ntenants = [\"acme\"]\n";
    config + &entry("scoped", "operator", SCOPED, scope)
});
const SCOPED: &str = "acteon_scoped_0123456789abcdef0123456789abcdef";

fn ask(route: &Route) -> axum::http::request::Builder {
    let path = route
        .path
        .replace("{name}", "x")
        .replace("{revision}", "1")
        .replace("{*file}", "index.html");
    request(route.method.clone(), &path)
}

async fn send(app: &TestApp, route: &Route, key: Option<&str>) -> Answer {
    let mut request = ask(route);
    if let Some(key) = key {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_asks_for_its_role() {
    let app = TestApp::new(&KEYS).await;
    for route in routes::table() {
        let (needed, name) = match route.access {
            Access::Role(role) => (Some(role), format!("{} {}", route.method, route.path)),
            Access::Metrics | Access::Page => {
                let name = format!("{} {}", route.method, route.path);
                (Some(Role::Viewer), name)
            }
            Access::Public => (None, route.path.clone()),
        };
        let without = send(&app, &route, None).await;
        let Some(needed) = needed else {
            assert!(without.status != 401 && without.status != 403, "{name}");
            continue;
        };
        without.expect_error(401, "unauthenticated");
        assert_eq!(without.header("www-authenticate"), Some("Bearer"), "{name}");
        for role in Role::ALL {
            let answer = send(&app, &route, Some(&key(role))).await;
            if role < needed {
                let message = answer.expect_error(403, "forbidden");
                assert!(message.contains(needed.as_str()), "{name}: {message}");
            } else {
                let status = answer.status.as_u16();
                assert!(
                    status != 401 && status != 403,
                    "{name} as {role}: {}",
                    answer.text()
                );
            }
        }
    }
}

/// What the contract lists as public, and nothing beside it but what a session begins and ends with and
/// the page around the API document.
#[test]
fn nothing_else_is_public() {
    let public: Vec<_> = routes::table()
        .into_iter()
        .filter(|route| route.access == Access::Public)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(
        public,
        [
            "GET /health",
            "GET /ready",
            "POST /v1/session",
            "DELETE /v1/session",
            "GET /api-doc",
            "GET /api-doc/",
            "GET /api-doc/{*file}",
            "GET /sign-in",
            "POST /sign-in",
        ]
    );
}

/// Reading takes a viewer; what changes plugins takes an admin.
#[test]
fn roles_are_those_of_the_contract() {
    for route in routes::table() {
        let Access::Role(role) = route.access else {
            continue;
        };
        let plugin = route.path.contains("/plugins");
        let tried = ["/test", "/invoke"]
            .iter()
            .any(|end| route.path.ends_with(end));
        let expected = match route.method {
            _ if route.path == "/v1/rules/evaluate" => Role::Viewer,
            Method::GET => Role::Viewer,
            _ if plugin && !tried => Role::Admin,
            _ => Role::Operator,
        };
        assert_eq!(role, expected, "{} {}", route.method, route.path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_come_in_either_header_and_only_good_ones_count() {
    let app = TestApp::new(&KEYS).await;
    let ask = async |name: &'static str, value: String| {
        let request: Request<Body> = request(Method::GET, "/v1/rules")
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        app.send(request).await
    };
    let viewer = key(Role::Viewer);
    ask("x-api-key", viewer.clone()).await.expect(200);
    ask("authorization", format!("bearer {viewer}"))
        .await
        .expect(200);
    for other in ["Basic dTpw", "Digest", "", "\u{fc} x"] {
        let request = request(Method::GET, "/v1/rules")
            .header("authorization", other)
            .header("x-api-key", &viewer);
        let request = request.body(Body::empty()).unwrap();
        app.send(request).await.expect(200);
    }
    for (name, value) in [
        ("authorization", viewer.clone()),
        ("authorization", "Basic dTpw".to_owned()),
        ("authorization", format!("Bearer {viewer}0")),
        ("x-api-key", "acteon_nobody_0123456789abcdef".to_owned()),
    ] {
        ask(name, value.clone())
            .await
            .expect_error(401, "unauthenticated");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_are_slowed_down_and_good_keys_are_not() {
    let app = TestApp::new(&KEYS).await;
    let ask = async |key: &str| {
        let request = request(Method::GET, "/v1/rules").header("x-api-key", key);
        app.send(request.body(Body::empty()).unwrap()).await
    };
    ask(&key(Role::Viewer)).await.expect(200);
    let mut slowed = None;
    for _ in 0..20 {
        let answer = ask("acteon_nobody_0123456789abcdef").await;
        if answer.status == 429 {
            slowed = Some(answer);
            break;
        }
        answer.expect(401);
    }
    let slowed = slowed.expect("attempts without end");
    slowed.expect_error(429, "too_many_attempts");
    assert!(
        slowed
            .header("retry-after")
            .unwrap()
            .parse::<u64>()
            .unwrap()
            >= 1
    );
    ask(&key(Role::Viewer)).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scoped_key_acts_only_in_its_scope() {
    let app = TestApp::new(&KEYS).await;
    let as_key = async |key: &str, path: &str, body: &serde_json::Value| {
        let request = request(Method::POST, path)
            .header("x-api-key", key)
            .header(header::CONTENT_TYPE, "application/json");
        app.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    };
    let upload = {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(modules::holding())
    };
    let plugin = json!({"name": "p", "wasm_bytes": upload});
    as_key(&key(Role::Admin), "/v1/plugins", &plugin)
        .await
        .expect(201);
    for (namespace, tenant, status) in [
        ("payments", "acme", 200),
        ("mail", "acme", 403),
        ("payments", "other", 403),
    ] {
        let input = json!({"input": {"namespace": namespace, "tenant": tenant}});
        as_key(SCOPED, "/v1/plugins/p/test", &input)
            .await
            .expect(status);
        let action = json!({"namespace": namespace, "tenant": tenant, "provider": "p",
            "action_type": "a", "payload": {}});
        as_key(SCOPED, "/v1/rules/evaluate", &action)
            .await
            .expect(status);
    }
    // What concerns everybody is in nobody's scope.
    for path in ["/v1/rules/reload", "/v1/plugins"] {
        let body = json!({"name": "q", "wasm_bytes": upload});
        as_key(SCOPED, path, &body)
            .await
            .expect_error(403, "forbidden");
    }
    let seen = request(Method::GET, "/v1/plugins/p/invocations").header("x-api-key", SCOPED);
    let other = json!({"input": {"namespace": "mail", "tenant": "acme"}});
    as_key(&key(Role::Admin), "/v1/plugins/p/test", &other)
        .await
        .expect(200);
    let seen = app.send(seen.body(Body::empty()).unwrap()).await;
    assert_eq!(seen.expect(200)["count"], 1);
    let draft = json!({"namespace": "n", "tenant": "t", "provider": "p", "action_type": "a",
        "payload": {}, "rules": "rules: []"});
    as_key(&key(Role::Viewer), "/v1/rules/evaluate", &draft)
        .await
        .expect_error(403, "forbidden");
    as_key(&key(Role::Operator), "/v1/rules/evaluate", &draft)
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_public_when_configured() {
    let app = TestApp::new(&format!("{}[metrics]\npublic = true\n", *KEYS)).await;
    assert_eq!(app.get("/metrics").await.status, 200);
    app.get("/v1/rules").await.expect(401);
}
