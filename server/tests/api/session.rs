//! Signing in and out, and what a session may do.

use std::sync::LazyLock;

use acteon_gateway::auth::hash_key;
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, request};

const VIEWER: &str = "acteon_viewer_0123456789abcdef0123456789abcdef";
const SCOPED: &str = "acteon_scoped_0123456789abcdef0123456789abcdef";
const HERE: (&str, &str) = ("origin", "http://localhost:8080");

static KEYS: LazyLock<String> = LazyLock::new(|| {
    let (viewer, scoped) = (hash_key(VIEWER).unwrap(), hash_key(SCOPED).unwrap());
    format!(
        "[wasm]\nenabled = true\n[[auth.keys]]\nname = \"viewer\"\nrole = \"viewer\"\n\
         key_hash = \"{viewer}\"\n[[auth.keys]]\nname = \"scoped\"\nrole = \"operator\"\n\
         key_hash = \"{scoped}\"\nnamespaces = [\"payments\"]\n"
    )
});

async fn ask(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut asked = request(method, path);
    for (name, value) in headers {
        asked = asked.header(*name, *value);
    }
    app.send(asked.body(Body::empty()).unwrap()).await
}

async fn sign_in(app: &TestApp, key: &str) -> Answer {
    app.post("/v1/session", &json!({"key": key})).await
}

/// Name and value of the cookie that an answer sets.
fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").expect("a cookie");
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_its_key_s_caller_until_it_is_ended() {
    let app = TestApp::new(&KEYS).await;
    app.get("/v1/session")
        .await
        .expect_error(401, "unauthenticated");
    let answer = sign_in(&app, SCOPED).await;
    let session = json!({
        "authentication": true, "name": "scoped", "role": "operator",
        "namespaces": ["payments"], "tenants": null, "expires_at": "2026-03-01T12:00:00Z",
    });
    assert_eq!(answer.expect(200), session);
    let set = answer.header("set-cookie").unwrap();
    for attribute in [
        "; HttpOnly",
        "; SameSite=Lax",
        "; Path=/",
        "; Max-Age=43200",
    ] {
        assert!(set.contains(attribute), "{set}");
    }
    assert!(!set.contains("Secure"), "{set}");
    let cookie = cookie(&answer);
    assert_eq!(cookie.len(), "acteon_session=".len() + 64, "{cookie}");
    let with = [("cookie", cookie.as_str())];
    let seen = ask(&app, Method::GET, "/v1/session", &with).await;
    assert_eq!(seen.expect(200), session);
    // Its role and scope count, and its name is what is recorded.
    let action = |namespace: &str| {
        json!({"namespace": namespace, "tenant": "t", "provider": "p", "action_type": "a",
            "payload": {}})
    };
    for (namespace, status) in [("payments", 200), ("mail", 403)] {
        let asked = request(Method::POST, "/v1/rules/evaluate")
            .header("cookie", &cookie)
            .header(HERE.0, HERE.1)
            .header(header::CONTENT_TYPE, "application/json");
        let body = Body::from(action(namespace).to_string());
        app.send(asked.body(body).unwrap()).await.expect(status);
    }
    let delete = [("cookie", cookie.as_str()), HERE];
    ask(&app, Method::DELETE, "/v1/wasm/plugins/x", &delete)
        .await
        .expect_error(403, "forbidden");

    let ended = ask(&app, Method::DELETE, "/v1/session", &with).await;
    ended.expect(204);
    let cleared = ended.header("set-cookie").unwrap();
    assert!(
        cleared.starts_with("acteon_session=;") && cleared.contains("Max-Age=0"),
        "{cleared}"
    );
    ask(&app, Method::GET, "/v1/session", &with)
        .await
        .expect_error(401, "unauthenticated");
    ask(&app, Method::DELETE, "/v1/session", &with)
        .await
        .expect(204);
    app.delete("/v1/session").await.expect(204);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_twelve_hours_and_with_the_process() {
    let app = TestApp::new(&KEYS).await;
    let cookie = cookie(&sign_in(&app, VIEWER).await);
    let with = [("cookie", cookie.as_str())];
    app.clock.advance(12 * 3600 - 1);
    ask(&app, Method::GET, "/v1/rules", &with).await.expect(200);
    app.clock.advance(1);
    ask(&app, Method::GET, "/v1/rules", &with)
        .await
        .expect_error(401, "unauthenticated");
    let cookie = self::cookie(&sign_in(&app, VIEWER).await);
    let with = [("cookie", cookie.as_str())];
    ask(&app, Method::GET, "/v1/rules", &with).await.expect(200);
    let without_viewer = KEYS.replace("\"viewer\"\nrole", "\"other\"\nrole");
    let app = app.restarted(&without_viewer, |_| {}).await;
    ask(&app, Method::GET, "/v1/rules", &with)
        .await
        .expect_error(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_keys_are_refused_and_slowed_down() {
    let app = TestApp::new(&KEYS).await;
    let answer = app.post("/v1/session", &json!({})).await;
    let message = answer.expect_error(400, "invalid_request");
    assert!(message.contains("key"), "{message}");
    let large = json!({"key": "x".repeat(20_000)});
    app.post("/v1/session", &large)
        .await
        .expect_error(413, "payload_too_large");
    let mut last = None;
    for _ in 0..20 {
        let answer = sign_in(&app, "acteon_viewer_wrong").await;
        assert_eq!(answer.header("set-cookie"), None);
        if answer.status == 429 {
            last = Some(answer);
            break;
        }
        answer.expect_error(401, "unauthenticated");
    }
    let slowed = last.expect("attempts without end");
    slowed.expect_error(429, "too_many_attempts");
    let wait: u64 = slowed.header("retry-after").unwrap().parse().unwrap();
    app.clock.advance(wait);
    sign_in(&app, VIEWER).await.expect(200);
}

/// A browser sends the cookie with whatever a page anywhere makes it ask.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_by_a_session_comes_from_a_page_of_the_server() {
    let app = TestApp::new(&KEYS).await;
    let cookie = cookie(&sign_in(&app, SCOPED).await);
    for (headers, status) in [
        (vec![], 403),
        (vec![HERE], 400),
        (vec![("sec-fetch-site", "same-origin")], 400),
        (vec![("sec-fetch-site", "none")], 400),
        (vec![("sec-fetch-site", "same-site")], 403),
        (vec![("sec-fetch-site", "cross-site")], 403),
        (vec![("origin", "http://evil.example")], 403),
        (vec![("origin", "null")], 403),
        (
            vec![
                ("origin", "http://evil.example"),
                ("sec-fetch-site", "same-origin"),
            ],
            403,
        ),
    ] {
        let mut headers = headers;
        headers.extend([
            ("cookie", cookie.as_str()),
            ("content-type", "application/json"),
        ]);
        let answer = ask(&app, Method::POST, "/v1/dispatch", &headers).await;
        assert_eq!(answer.status, status, "{headers:?}: {}", answer.text());
        if status == 403 {
            answer.expect_error(403, "foreign_origin");
        }
    }
    // Reading changes nothing, and a key is sent by nobody but who has it.
    let read = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "cross-site"),
    ];
    ask(&app, Method::GET, "/v1/rules", &read).await.expect(200);
    let key = [
        ("x-api-key", SCOPED),
        ("cookie", &cookie),
        ("content-type", "application/json"),
    ];
    ask(&app, Method::POST, "/v1/dispatch", &key)
        .await
        .expect_error(400, "invalid_request");
    let wrong_key = [("x-api-key", "acteon_scoped_wrong"), ("cookie", &cookie)];
    ask(&app, Method::GET, "/v1/rules", &wrong_key)
        .await
        .expect(401);
    // Who signs somebody else in, or out, is refused too.
    for method in [Method::POST, Method::DELETE] {
        let headers = [
            ("origin", "http://evil.example"),
            ("cookie", cookie.as_str()),
        ];
        ask(&app, method, "/v1/session", &headers)
            .await
            .expect_error(403, "foreign_origin");
    }
    ask(&app, Method::GET, "/v1/session", &[("cookie", &cookie)])
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_beside_the_session_s_own_does_no_harm() {
    let app = TestApp::new(&KEYS).await;
    let cookie = cookie(&sign_in(&app, VIEWER).await);
    let forged = format!("acteon_session={}", "0".repeat(64));
    for cookies in [
        format!("{forged}; {cookie}"),
        format!("{cookie}; {forged}; a=b"),
        format!("other_{cookie}; {cookie}"),
    ] {
        ask(&app, Method::GET, "/v1/session", &[("cookie", &cookies)])
            .await
            .expect(200);
    }
    for cookies in [
        forged,
        cookie.to_uppercase(),
        format!("x{cookie}"),
        "acteon_session=".to_owned(),
    ] {
        ask(&app, Method::GET, "/v1/session", &[("cookie", &cookies)])
            .await
            .expect(401);
    }
    // Another sign-in ends the session that it came in.
    let asked = request(Method::POST, "/v1/session")
        .header("cookie", &cookie)
        .header(header::CONTENT_TYPE, "application/json");
    let body = Body::from(json!({"key": VIEWER}).to_string());
    let new = app.send(asked.body(body).unwrap()).await;
    ask(&app, Method::GET, "/v1/session", &[("cookie", &cookie)])
        .await
        .expect(401);
    let new = self::cookie(&new);
    ask(&app, Method::GET, "/v1/session", &[("cookie", &new)])
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_the_cookie_is_for_https_and_this_host_alone() {
    let config = format!(
        "{}[server]\npublic_url = \"https://rules.example\"\n",
        *KEYS
    );
    let app = TestApp::new(&config).await;
    let answer = sign_in(&app, VIEWER).await;
    let set = answer.header("set-cookie").unwrap();
    assert!(
        set.starts_with("__Host-acteon_session=") && set.ends_with("; Secure"),
        "{set}"
    );
    ask(
        &app,
        Method::GET,
        "/v1/session",
        &[("cookie", &cookie(&answer))],
    )
    .await
    .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_authentication_everybody_is_an_admin_without_a_name() {
    let app = TestApp::new("").await;
    let session = json!({
        "authentication": false, "name": null, "role": "admin", "namespaces": null,
        "tenants": null, "expires_at": null,
    });
    assert_eq!(app.get("/v1/session").await.expect(200), session);
    let answer = sign_in(&app, "whatever").await;
    assert_eq!(answer.expect(200), session);
    assert_eq!(answer.header("set-cookie"), None);
    assert_eq!(app.delete("/v1/session").await.expect(204), Value::Null);
    let foreign = [("sec-fetch-site", "cross-site")];
    ask(&app, Method::POST, "/v1/rules/reload", &foreign)
        .await
        .expect_error(403, "foreign_origin");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_with_a_key_has_no_session_that_ends() {
    let app = TestApp::new(&KEYS).await;
    let answer = ask(&app, Method::GET, "/v1/session", &[("x-api-key", VIEWER)]).await;
    let session = answer.expect(200);
    assert_eq!(session["name"], "viewer");
    assert_eq!(session["expires_at"], Value::Null);
}
